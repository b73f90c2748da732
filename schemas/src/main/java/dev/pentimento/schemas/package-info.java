/**
 * Avro records in Kafka, in the wire format of Confluent's serializers: the serializers that users configure.
 *
 * <p>A message is one magic byte 0, the id of the writer's schema as a 4-byte big-endian integer, and the record in
 * Avro's binary encoding; null stays null. The registry holds the schemas under the subject {@code <topic>-value} or
 * {@code <topic>-key}.
 *
 * <p>The type of an exception determines what to do. Four are about the record and are Kafka {@code
 * SerializationException}s: {@link dev.pentimento.schemas.errors.NotWireFormatException}, {@link
 * dev.pentimento.schemas.errors.UnknownSchemaException}, {@link
 * dev.pentimento.schemas.errors.UndecodableRecordException} and {@link
 * dev.pentimento.schemas.errors.UnencodableRecordException}. Two are about the registry: {@link
 * dev.pentimento.schemas.errors.RegistryUnreachableException}, which is retriable and says nothing about the record,
 * and {@link dev.pentimento.schemas.errors.RegistryRefusedException}, an error that a retry cannot fix.
 */
@NullMarked
package dev.pentimento.schemas;

import org.jspecify.annotations.NullMarked;
