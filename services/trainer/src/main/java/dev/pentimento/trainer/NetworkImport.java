package dev.pentimento.trainer;

import dev.pentimento.learning.data.ImageDataset;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.image.ImageDecoder;
import dev.pentimento.learning.inference.Encoder;
import dev.pentimento.learning.inference.Networks;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.learning.training.TrainingContext;
import dev.pentimento.learning.training.TrainingProgress;
import dev.pentimento.learning.version.DisturbedImages;
import dev.pentimento.learning.version.EmbeddedData;
import dev.pentimento.learning.version.LinearHead;
import dev.pentimento.learning.version.UnpublishedVersion;
import dev.pentimento.learning.version.VersionTraining;
import dev.pentimento.tensors.FloatMatrix;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Creates a version from networks that a user trained.
 *
 * @param classifier none: one is trained
 * @param takes the input type of the classifier
 */
public record NetworkImport(NetworkFile encoder, @Nullable NetworkFile classifier, ClassifierInput takes) {
    /** Images decoded and embedded at once. A whole data set of large images would not fit into memory. */
    private static final int BATCH = 32;

    /** The input type of the user's classifier. */
    public enum ClassifierInput {
        EMBEDDINGS,
        /** The classifier contains the encoder: its last layer is found and used as the classifier. */
        IMAGES
    }

    /** Progress of the embedding, which comes before the training and may take longer. */
    public interface Progress extends TrainingProgress {
        void embedded(int images, int of);
    }

    /**
     * Embeds the images, trains the missing networks and describes the version.
     *
     * @throws dev.pentimento.learning.data.DatasetException naming the first image that cannot be read
     * @throws dev.pentimento.learning.file.UnusableFileException if a network does not fit images or embeddings
     * @throws dev.pentimento.learning.inference.UnusableOutputException if a network returns values that are not finite
     * @throws IllegalArgumentException if a part has too few images
     * @throws dev.pentimento.learning.training.TrainingCancelledException if the listener cancels it
     */
    public TrainedVersion carryOut(TrainingImages images, InitialTrainingSettings settings, Progress progress) {
        Instant start = settings.clock().instant();
        TrainingReport report = new TrainingReport(progress);
        TrainingContext context = new TrainingContext(settings.device(), report, settings.clock());
        Stages stages = new Stages(images, context, progress, takes == ClassifierInput.IMAGES ? 2 : 1);
        EmbeddedData data = stages.throughEncoder(encoder, settings.seed());
        NetworkFile head = classifier != null && takes == ClassifierInput.IMAGES
                ? head(data, stages.through(classifier))
                : classifier;
        VersionTraining training = new VersionTraining(settings.networks(), context);
        UnpublishedVersion trained = head == null
                ? training.around(encoder, data, settings.seed())
                : training.around(encoder, head, data, settings.seed());
        String what = head == null ? "imported encoder, classifier " : "imported encoder and classifier, correction ";
        return new CandidateVersion(images, settings).of(trained, start, report.epochs(), "import", what);
    }

    /** Computes the last layer from the training images, and checks it on held-out images. */
    private static NetworkFile head(EmbeddedData embeddings, EmbeddedData answers) {
        return LinearHead.find(
                new LinearHead.Answers(
                        embeddings.train().and(embeddings.correction()).rows(),
                        answers.train().and(answers.correction()).rows()),
                new LinearHead.Answers(
                        embeddings.heldOut().rows(), answers.heldOut().rows()));
    }

    /** Embeds all images with one network after another. */
    private static final class Stages {
        private final TrainingImages images;
        private final TrainingContext context;
        private final Progress progress;
        private final int all;
        private int done;

        Stages(TrainingImages images, TrainingContext context, Progress progress, int networks) {
            this.images = images;
            this.context = context;
            this.progress = progress;
            this.all = networks
                            * (images.train().size()
                                    + images.correction().size()
                                    + images.heldOut().size())
                    + DisturbedImages.passes(images.heldOut().size(), images.input());
        }

        /** Embeds the images, and disturbed ones from which the version learns how its accuracy falls. */
        EmbeddedData throughEncoder(NetworkFile network, long seed) {
            try (Encoder loaded = Networks.loadEncoder(network, images.input(), context.device())) {
                EmbeddedData data = through(loaded);
                int[] rows = DisturbedImages.draw(images.heldOut().size(), loaded.input(), seed);
                ImageDataset drawn = ImageDataset.of(
                        images.heldOut().name(),
                        images.heldOut().classes(),
                        IntStream.of(rows)
                                .mapToObj(images.heldOut().examples()::get)
                                .toList());
                LabelledRows pixels = new LabelledRows(drawn.pixels(new ImageDecoder(loaded.input())), drawn.labels());
                int before = done;
                List<DisturbedImages> disturbed = DisturbedImages.embed(loaded, pixels, rows, seed, finished -> {
                    context.checkCancelled("import");
                    progress.embedded(before + finished, all);
                });
                done += DisturbedImages.passes(images.heldOut().size(), loaded.input());
                progress.embedded(done, all);
                return new EmbeddedData(data.classes(), data.train(), data.correction(), data.heldOut(), disturbed);
            }
        }

        EmbeddedData through(NetworkFile network) {
            try (Encoder loaded = Networks.loadEncoder(network, images.input(), context.device())) {
                return through(loaded);
            }
        }

        private EmbeddedData through(Encoder loaded) {
            return new EmbeddedData(
                    images.train().classes(),
                    rows(loaded, images.train()),
                    rows(loaded, images.correction()),
                    rows(loaded, images.heldOut()));
        }

        private LabelledRows rows(Encoder network, ImageDataset part) {
            ImageDecoder decoder = new ImageDecoder(network.input());
            int columns = network.dimensions();
            float[] values = new float[Math.multiplyExact(part.size(), columns)];
            for (int from = 0; from < part.size(); from += BATCH) {
                context.checkCancelled("import");
                int to = Math.min(part.size(), from + BATCH);
                float[] batch =
                        network.embed(part.slice(from, to).pixels(decoder)).values();
                System.arraycopy(batch, 0, values, from * columns, batch.length);
                done += to - from;
                progress.embedded(done, all);
            }
            return new LabelledRows(new FloatMatrix(part.size(), columns, values), part.labels());
        }
    }
}
