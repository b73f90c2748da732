package dev.pentimento.trainer;

import dev.pentimento.learning.data.DecodedImages;
import dev.pentimento.learning.data.ImageDataset;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.image.ImageDecoder;
import dev.pentimento.learning.inference.Encoder;
import dev.pentimento.learning.inference.Networks;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.learning.training.LabelledSource;
import dev.pentimento.learning.training.TrainingContext;
import dev.pentimento.learning.training.TrainingProgress;
import dev.pentimento.learning.version.DisturbedImages;
import dev.pentimento.learning.version.EmbeddedData;
import dev.pentimento.learning.version.LinearHead;
import dev.pentimento.learning.version.UnpublishedVersion;
import dev.pentimento.learning.version.VersionTraining;
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

    /** Of each part. The layer has fewer inputs, and in double precision, 20,000 rows of 2,048 values take 0.3 GB. */
    private static final int MOST_FOR_THE_LAST_LAYER = 10_000;

    /** The input type of the user's classifier. */
    public enum ClassifierInput {
        EMBEDDINGS,
        /** The classifier contains the encoder: its last layer is found and used as the classifier. */
        IMAGES
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
    public TrainedVersion carryOut(TrainingImages images, InitialTrainingSettings settings, TrainingProgress progress) {
        Instant start = settings.clock().instant();
        TrainingReport report = new TrainingReport(progress);
        TrainingContext context = new TrainingContext(settings.device(), report, settings.clock());
        Stages stages = new Stages(images, context, takes == ClassifierInput.IMAGES ? 2 : 1);
        EmbeddedData data = stages.through(encoder, settings.seed());
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
        int[] train = spread(embeddings.train().size());
        int[] correction = spread(embeddings.correction().size());
        int[] heldOut = spread(embeddings.heldOut().size());
        return LinearHead.find(
                new LinearHead.Answers(
                        embeddings
                                .train()
                                .select(train)
                                .and(embeddings.correction().select(correction))
                                .rows(),
                        answers.train()
                                .select(train)
                                .and(answers.correction().select(correction))
                                .rows()),
                new LinearHead.Answers(
                        embeddings.heldOut().select(heldOut).rows(),
                        answers.heldOut().select(heldOut).rows()));
    }

    /** Numbers of at most 10,000 images, evenly spread, since the images are ordered by class. */
    private static int[] spread(int size) {
        int count = Math.min(size, MOST_FOR_THE_LAST_LAYER);
        return IntStream.range(0, count)
                .map(i -> (int) ((long) i * size / count))
                .toArray();
    }

    /** Embeds all images with one network after another. */
    private static final class Stages {
        private final TrainingImages images;
        private final TrainingContext context;
        private final int all;
        private int done;

        Stages(TrainingImages images, TrainingContext context, int networks) {
            this.images = images;
            this.context = context;
            this.all = networks * images.size()
                    + DisturbedImages.passes(images.heldOut().size(), images.input());
        }

        /** Embeds the images, and disturbed ones from which the version learns how its accuracy falls. */
        EmbeddedData through(NetworkFile network, long seed) {
            try (Encoder loaded = Networks.loadEncoder(network, images.input(), context.device())) {
                EmbeddedData data = through(loaded);
                return new EmbeddedData(
                        data.classes(), data.train(), data.correction(), data.heldOut(), disturbed(loaded, seed));
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

        private List<DisturbedImages> disturbed(Encoder network, long seed) {
            int before = done;
            done += DisturbedImages.passes(images.heldOut().size(), images.input());
            LabelledSource heldOut = DecodedImages.of(images.heldOut(), new ImageDecoder(network.input()));
            return DisturbedImages.embed(network, heldOut, BATCH, seed, embedded -> {
                context.checkCancelled("import");
                context.progress().images("images embedded", before + embedded, all);
            });
        }

        private LabelledRows rows(Encoder network, ImageDataset part) {
            int before = done;
            done += part.size();
            return network.embedAll(DecodedImages.of(part, new ImageDecoder(network.input())), BATCH, embedded -> {
                context.checkCancelled("import");
                context.progress().images("images embedded", before + embedded, all);
            });
        }
    }
}
