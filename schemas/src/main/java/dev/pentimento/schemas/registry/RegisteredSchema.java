package dev.pentimento.schemas.registry;

import org.apache.avro.Schema;

/**
 * One version of a subject.
 *
 * @param version number of the schema in its subject, starting at 1
 * @param id id of the schema, shared by all subjects
 */
public record RegisteredSchema(String subject, int version, int id, Schema schema) {}
