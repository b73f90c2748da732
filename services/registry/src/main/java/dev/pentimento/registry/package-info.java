/**
 * A schema registry for Avro with Confluent's REST API. It stores its schemas in a compacted Kafka topic, so it needs
 * nothing but Kafka.
 *
 * <p>The topic's single partition is authoritative. Its records have the format of Confluent's registry. Except for the
 * schema of a known id, an instance reads the log to its end before it answers. To make a change, an instance claims
 * the transactional id, reads the log, decides, and writes in a transaction under that claim. If another instance has
 * claimed the id in the meantime, nothing is written and the instance decides again. A change is acknowledged after it
 * has been read back, so that every instance sees it. Therefore any number of instances may run, and no two schemas
 * ever get the same id.
 */
@NullMarked
package dev.pentimento.registry;

import org.jspecify.annotations.NullMarked;
