package dev.pentimento.schemas;

import org.apache.avro.Schema;

/**
 * One version of a subject.
 *
 * @param version counts the schemas of the subject, from 1
 * @param id identity of the schema over all subjects
 */
public record RegisteredSchema(String subject, int version, int id, Schema schema) {}
