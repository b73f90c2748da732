package dev.pentimento.trainer;

import dev.pentimento.learning.data.ImageDataset;
import dev.pentimento.learning.image.ImageDecoder;
import dev.pentimento.learning.inference.Encoder;
import dev.pentimento.learning.inference.Networks;
import dev.pentimento.learning.network.NetworkFile;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.learning.training.TrainingContext;
import dev.pentimento.learning.training.TrainingProgress;
import dev.pentimento.learning.version.EmbeddedData;
import dev.pentimento.learning.version.VersionTraining;
import dev.pentimento.statistics.FloatMatrix;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes a version around networks that somebody else trained. */
public final class NetworkImport {
    /** Images decoded and embedded at a time: large ones of a whole data set would not fit into memory. */
    private static final int BATCH = 32;

    private final NetworkFile encoder;
    private final @Nullable NetworkFile classifier;

    /** @param classifier of the encoder's embeddings; none: one is trained */
    public NetworkImport(NetworkFile encoder, @Nullable NetworkFile classifier) {
        this.encoder = encoder;
        this.classifier = classifier;
    }

    /** Embedding comes before the training, and may take longer. */
    public interface Progress extends TrainingProgress {
        void embedded(int images, int of);
    }

    /**
     * Embeds the images, learns what is missing, and describes what came of it.
     *
     * @throws dev.pentimento.learning.data.DatasetException naming the first image that cannot be read
     * @throws dev.pentimento.learning.network.UnusableFileException if a network does not fit images or embeddings
     * @throws dev.pentimento.learning.inference.UnusableOutputException if a network gives no numbers
     * @throws IllegalArgumentException if a part has too few images
     * @throws dev.pentimento.learning.training.TrainingCancelledException if the listener wants it
     */
    public TrainedVersion carryOut(TrainingImages images, InitialTrainingSettings settings, Progress progress) {
        Instant start = settings.clock().instant();
        TrainingReport report = new TrainingReport(progress);
        TrainingContext context = new TrainingContext(settings.device(), report, settings.clock());
        EmbeddedData data = embed(images, context, progress);
        VersionTraining training = new VersionTraining(settings.networks(), context);
        dev.pentimento.learning.version.TrainedVersion trained = classifier == null
                ? training.around(encoder, data, settings.seed())
                : training.around(encoder, classifier, data, settings.seed());
        String what =
                classifier == null ? "imported encoder, classifier" : "imported encoder and classifier, correction";
        return new CandidateVersion(images, settings)
                .of(
                        trained,
                        start,
                        report.epochs(),
                        "import",
                        what + " trained from " + images.train().name());
    }

    private EmbeddedData embed(TrainingImages images, TrainingContext context, Progress progress) {
        int all = images.train().size()
                + images.correction().size()
                + images.heldOut().size();
        try (Encoder loaded = Networks.loadEncoder(encoder, images.input(), context.device())) {
            Embedding embedding = new Embedding(loaded, context, done -> progress.embedded(done, all));
            return new EmbeddedData(
                    images.train().classes(),
                    embedding.rows(images.train()),
                    embedding.rows(images.correction()),
                    embedding.rows(images.heldOut()));
        }
    }

    private static final class Embedding {
        private final Encoder encoder;
        private final TrainingContext context;
        private final java.util.function.IntConsumer progress;
        private final ImageDecoder decoder;
        private int done;

        Embedding(Encoder encoder, TrainingContext context, java.util.function.IntConsumer progress) {
            this.encoder = encoder;
            this.context = context;
            this.progress = progress;
            this.decoder = new ImageDecoder(encoder.input());
        }

        LabelledRows rows(ImageDataset images) {
            int columns = encoder.dimensions();
            float[] values = new float[Math.multiplyExact(images.size(), columns)];
            for (int from = 0; from < images.size(); from += BATCH) {
                context.checkCancelled("import");
                int to = Math.min(images.size(), from + BATCH);
                float[] batch =
                        encoder.embed(images.slice(from, to).pixels(decoder)).values();
                System.arraycopy(batch, 0, values, from * columns, batch.length);
                done += to - from;
                progress.accept(done);
            }
            return new LabelledRows(new FloatMatrix(images.size(), columns, values), images.labels());
        }
    }
}
