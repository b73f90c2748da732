package dev.pentimento.embedding;

import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What one transaction writes. */
record PollResult(
        List<BatchWriter.BatchRecord> batches,
        List<Rejected> rejected,
        List<ProducerRecord<byte[], byte[]>> deadLetters) {

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
        rejected.forEach(record -> metrics.deadLetter(record.reason()));
    }
}
