package dev.pentimento.platform.settings;

/**
 * How the records of the topic {@code images} are written.
 *
 * @param raw whether a record is an image file with its id as key, instead of an event in Avro
 * @param sourceHeader name of the header that has the source of such an image
 */
public record ImageRecords(boolean raw, String sourceHeader) {}
