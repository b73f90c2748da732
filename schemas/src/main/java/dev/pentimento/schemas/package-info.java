/**
 * Avro records in Kafka, in the wire format that Confluent's serializers use, and a client of Confluent's Schema
 * Registry.
 *
 * <p>A message is one magic byte 0, the id of the writer's schema as a 4-byte big-endian integer, and the record in
 * Avro's binary encoding; null stays null. Schemas stand in the registry under the subject {@code <topic>-value} or
 * {@code <topic>-key}.
 *
 * <p>What can go wrong is told apart by type, since it asks for different answers. Four exceptions speak of the record
 * and are Kafka {@code SerializationException}s: {@link dev.pentimento.schemas.NotWireFormatException}, {@link
 * dev.pentimento.schemas.UnknownSchemaException}, {@link dev.pentimento.schemas.UndecodableRecordException} and {@link
 * dev.pentimento.schemas.UnencodableRecordException}. Two speak of the registry: {@link
 * dev.pentimento.schemas.RegistryUnreachableException}, which is retriable and says nothing about the record, and {@link
 * dev.pentimento.schemas.RegistryRefusedException}, which is an answer that trying again does not change.
 */
@NullMarked
package dev.pentimento.schemas;

import org.jspecify.annotations.NullMarked;
