package dev.pentimento.embedding;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one transaction writes. */
record PassResult(
        List<BatchWriter.BatchRecord> batches,
        List<Rejected> rejected,
        List<ProducerRecord<byte[], byte[]>> deadLetters) {
    private static final Logger LOG = LoggerFactory.getLogger(PassResult.class);

    Stream<ProducerRecord<byte[], byte[]>> records() {
        return Stream.concat(batches.stream().map(BatchWriter.BatchRecord::record), deadLetters.stream());
    }

    /** To be called when it is committed, and only then. */
    void count(EmbeddingMetrics metrics) {
        for (BatchWriter.BatchRecord batch : batches) {
            metrics.images.increment(batch.images());
            metrics.batchSize.record(batch.images());
        }
        metrics.batches.increment(batches.size());
        rejected.forEach(record -> {
            metrics.deadLetter(record.reason());
            tell(record);
        });
    }

    private static void tell(Rejected rejected) {
        ConsumerRecord<byte[], byte[]> record = rejected.record();
        byte[] key = record.key();
        LOG.atWarn()
                .addKeyValue("imageId", key == null ? null : new String(key, StandardCharsets.UTF_8))
                .addKeyValue("reason", rejected.reason())
                .log(
                        "cannot use offset {} of {}-{}: {}: {}",
                        record.offset(),
                        record.topic(),
                        record.partition(),
                        rejected.reason(),
                        rejected.detail());
    }
}
