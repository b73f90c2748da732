package dev.pentimento.it.faults.recount;

/** Coordinates of a record in its topic. */
public record Place(int partition, long offset) {}
