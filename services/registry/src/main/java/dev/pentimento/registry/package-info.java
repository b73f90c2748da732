/**
 * A schema registry for Avro with Confluent's REST API. It stores its schemas in a compacted Kafka topic, so nothing but
 * Kafka must run.
 *
 * <p>The topic's one partition is the truth. Its records have the form of Confluent's registry. Except for the schema of
 * a known id, an instance reads the log to its end before it answers. To change something, an instance claims the
 * transactional id, reads the log, decides, and writes in a transaction of that claim. If another instance has claimed
 * it in the meantime, nothing is written and the instance decides again. A change is acknowledged after it was read back,
 * so that every instance sees it. So any number of instances may run, and no two schemas ever get the same id.
 */
@NullMarked
package dev.pentimento.registry;

import org.jspecify.annotations.NullMarked;
