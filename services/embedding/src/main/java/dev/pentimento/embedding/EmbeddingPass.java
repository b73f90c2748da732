package dev.pentimento.embedding;

import dev.pentimento.embedding.crashes.CrashWatch;
import dev.pentimento.embedding.inference.EmbeddedImages;
import dev.pentimento.embedding.inference.RecordEmbedder;
import dev.pentimento.embedding.writing.Output;
import dev.pentimento.embedding.writing.OutputWriter;
import dev.pentimento.embedding.writing.Transactions;
import dev.pentimento.platform.kafka.TopicReader;
import dev.pentimento.serving.encoders.LoadedEncoder;
import dev.pentimento.serving.swapping.ServingSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Embeds some images and commits the result with their offsets, in one transaction.
 *
 * @param encoders are held during a pass: a swap takes effect at the next one
 */
record EmbeddingPass(
        ServingSet<LoadedEncoder> encoders,
        RecordEmbedder embedder,
        OutputWriter writer,
        Transactions transactions,
        EmbeddingMetrics metrics) {

    /**
     * Embeds as many images as are embedded at once, and commits them.
     *
     * @param rest the records of the poll that are not committed yet
     * @return how many
     * @throws org.apache.kafka.common.KafkaException if the commit is uncertain, or the registry does not answer
     * @throws dev.pentimento.serving.faults.MachineFaultException if no image is at fault
     */
    int run(
            ConsumerRecords<byte[], byte[]> poll,
            List<ConsumerRecord<byte[], byte[]>> rest,
            ConsumerGroupMetadata group,
            CrashWatch crashes) {
        try (ServingSet.Holding<LoadedEncoder> held = encoders.hold()) {
            int most = Math.min(crashes.most(rest), embedder.nextSize(held.resources()));
            List<ConsumerRecord<byte[], byte[]>> first = rest.subList(0, most);
            EmbeddedImages embedded = crashes.embed(first, () -> embedder.embed(first, held.resources()));
            int images = embedded.records();
            List<ConsumerRecord<byte[], byte[]>> done = rest.subList(0, images);
            Output output = writer.write(embedded);
            Map<TopicPartition, OffsetAndMetadata> offsets =
                    images == rest.size() ? marked(poll.nextOffsets()) : offsetsAfter(done);
            metrics.transaction.record(() -> transactions.write(output.records(), offsets, group));
            crashes.committed(done);
            metrics.committed(output);
            output.logRejected();
            return images;
        }
    }

    private static Map<TopicPartition, OffsetAndMetadata> marked(Map<TopicPartition, OffsetAndMetadata> next) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        next.forEach((partition, at) ->
                offsets.put(partition, new OffsetAndMetadata(at.offset(), at.leaderEpoch(), CrashWatch.metadata())));
        return offsets;
    }

    private static Map<TopicPartition, OffsetAndMetadata> offsetsAfter(List<ConsumerRecord<byte[], byte[]>> records) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            offsets.put(
                    TopicReader.partition(record),
                    new OffsetAndMetadata(record.offset() + 1, record.leaderEpoch(), CrashWatch.metadata()));
        }
        return offsets;
    }
}
