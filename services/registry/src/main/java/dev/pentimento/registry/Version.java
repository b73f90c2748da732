package dev.pentimento.registry;

/**
 * One version of a subject.
 *
 * @param schema in Avro's own text form, which makes equal schemas equal
 * @param deleted hidden; number and id remain taken
 */
record Version(String subject, int version, int id, String schema, boolean deleted) {}
