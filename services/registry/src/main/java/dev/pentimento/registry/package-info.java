/**
 * A schema registry for Avro with the REST API of Confluent's, kept in a compacted Kafka topic: Kafka is the only thing
 * that must run.
 *
 * <p>The topic's one partition is the truth, and its records have the form that Confluent's registry gives its own.
 * Every answer but that to "which schema has this id" follows from the whole log read to its end. A change is decided on
 * a log read after this instance has claimed the transactional id, and written in a transaction of that claim: if
 * another instance has claimed it meanwhile, nothing is written and the decision is taken anew. So any number of
 * instances may run, and two of them never give one id to two schemas.
 */
@NullMarked
package dev.pentimento.registry;

import org.jspecify.annotations.NullMarked;
