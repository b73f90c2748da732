package dev.pentimento.embedding;

import dev.pentimento.embedding.inference.EmbeddedImages;
import dev.pentimento.embedding.inference.RecordEmbedder;
import dev.pentimento.embedding.writing.BatchWriter;
import dev.pentimento.events.EmbeddingBatch;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.serving.encoders.LoadedEncoder;
import dev.pentimento.serving.faults.FailedShare;
import dev.pentimento.serving.loading.VersionLoader;
import dev.pentimento.serving.swapping.LoadAttempt;
import dev.pentimento.serving.swapping.WaitingTimes;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;

/** Embeds images that are already in the log with a version's encoder, as the service does, but writes nothing. */
public final class Reembedding implements AutoCloseable {
    private static final String OWNER = "replay";

    private final LoadedEncoder encoder;
    private final RecordEmbedder embedder;
    private final BatchWriter batches;
    private long unusable;

    private Reembedding(ServiceContext context, EmbeddingSettings settings, LoadedEncoder encoder) {
        this.encoder = encoder;
        EmbeddingMetrics metrics = new EmbeddingMetrics(
                context.metrics(),
                new FailedShare(context.clock(), context.settings().mostFailedShare()));
        embedder = EmbeddingService.embedder(context, settings, metrics, OWNER);
        batches = new BatchWriter(context.clock(), settings.maxBatchBytes());
    }

    /**
     * Loads the version's encoder.
     *
     * @throws KafkaException with the reason why it cannot be used
     */
    public static Reembedding of(ServiceContext context, EmbeddingSettings settings, ModelVersion version) {
        VersionLoader loader = VersionLoader.of(context, OWNER, OWNER, WaitingTimes.MISSING_CHUNKS);
        return new Reembedding(
                context,
                settings,
                LoadAttempt.of(version, each -> loader.encoder(each, settings.maxImages(), settings.maxPassBytes()))
                        .require(version));
    }

    /** The images' embeddings, in one or more batches for each partition. */
    public List<EmbeddingBatch> embed(List<ConsumerRecord<byte[], byte[]>> images) {
        List<EmbeddingBatch> written = new ArrayList<>();
        for (int from = 0; from < images.size(); ) {
            int to = Math.min(images.size(), from + embedder.nextSize(List.of(encoder)));
            EmbeddedImages embedded = embedder.embed(images.subList(from, to), List.of(encoder));
            written.addAll(batches.write(embedded));
            unusable += embedded.rejected().size();
            from += embedded.records();
        }
        return written;
    }

    /** The number of records so far that would have become dead letters. */
    public long unusable() {
        return unusable;
    }

    @Override
    public void close() {
        encoder.close();
        embedder.close();
    }
}
