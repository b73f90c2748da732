package dev.pentimento.schemas.registry;

import org.apache.avro.Schema;

/**
 * One version of a subject.
 *
 * @param version number of the schema in its subject, from 1
 * @param id identity of the schema over all subjects
 */
public record RegisteredSchema(String subject, int version, int id, Schema schema) {}
