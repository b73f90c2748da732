package dev.pentimento.embedding;

import dev.pentimento.events.EmbeddingBatch;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.models.ArtifactReader;
import dev.pentimento.platform.models.IncompleteArtifactException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;

/** A version's encoder on images that are in the log already: the service's own steps, but nothing is written. */
public final class Reembedding implements AutoCloseable {
    private final ImageEmbedder embedder;
    private final ParallelRows threads;
    private final Passes passes;
    private final BatchWriter batches;
    private long unusable;

    private Reembedding(ServiceContext context, EmbeddingSettings settings, ImageEmbedder embedder) {
        this.embedder = embedder;
        threads = new ParallelRows("replay-decoder", settings.decoderThreads());
        passes = new Passes(context, settings, new EmbeddingMetrics(context.metrics()), threads);
        batches = new BatchWriter(context, settings.maxBatchBytes());
    }

    /**
     * Loads the version's encoder.
     *
     * @throws KafkaException saying why it cannot be used
     */
    public static Reembedding of(ServiceContext context, EmbeddingSettings settings, ModelVersion version) {
        EncoderLoader loader = new NetworkEncoderLoader(
                new ArtifactReader(context, "replay"),
                ComputeDevice.select(context.settings().device()),
                settings);
        try {
            return new Reembedding(context, settings, loader.load(version));
        } catch (EncoderLoader.UnloadableException | IncompleteArtifactException e) {
            throw new KafkaException("version " + version.getVersion() + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** The images' embeddings, one batch or more for each partition. */
    public List<EmbeddingBatch> embed(List<ConsumerRecord<byte[], byte[]>> images) {
        List<EmbeddingBatch> embedded = new ArrayList<>();
        List<Rejected> rejected = new ArrayList<>();
        for (int from = 0; from < images.size(); ) {
            int to = Math.min(images.size(), from + passes.atOnce(List.of(embedder)));
            embedded.addAll(batches.batches(passes.run(images.subList(from, to), List.of(embedder), rejected)));
            from = to;
        }
        unusable += rejected.size();
        return embedded;
    }

    /** Records so far that the service would have made dead letters of. */
    public long unusable() {
        return unusable;
    }

    @Override
    public void close() {
        embedder.giveBack();
        passes.close();
        threads.close();
    }
}
