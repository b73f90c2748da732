package dev.pentimento.evaluation;

/** An encoded record and its way. */
record Routed(Route route, byte[] value) {}
