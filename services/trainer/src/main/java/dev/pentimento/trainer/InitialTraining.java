package dev.pentimento.trainer;

import dev.pentimento.learning.data.DecodedImages;
import dev.pentimento.learning.data.ImageDataset;
import dev.pentimento.learning.file.KeptFiles;
import dev.pentimento.learning.image.ImageDecoder;
import dev.pentimento.learning.training.LabelledSource;
import dev.pentimento.learning.training.TrainingContext;
import dev.pentimento.learning.training.TrainingProgress;
import dev.pentimento.learning.version.FinishedNetworks;
import dev.pentimento.learning.version.UnpublishedVersion;
import dev.pentimento.learning.version.VersionData;
import dev.pentimento.learning.version.VersionTraining;
import dev.pentimento.platform.models.Artifacts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;

/** Trains a first version from labelled images. */
public final class InitialTraining {
    private InitialTraining() {}

    /**
     * Decodes the images, trains the networks and describes the version. It contains the correction only if the correction
     * helps on images that it was not trained on. If the images take more memory than {@link TrainingImages#fitInMemory}
     * allows, they are decoded again in each epoch; the version is the same.
     *
     * @throws dev.pentimento.learning.data.DatasetException naming the first image that cannot be read
     * @throws IllegalArgumentException if a part has too few images
     * @throws dev.pentimento.learning.training.TrainingCancelledException if the listener cancels it
     */
    public static TrainedVersion train(
            TrainingImages images, InitialTrainingSettings settings, TrainingProgress progress) {
        return train(images, settings, progress, FinishedNetworks.NONE);
    }

    /**
     * The same, but after a kill, a new run continues where the first one stopped.
     *
     * @param folder keeps encoder and classifier as soon as each is trained. Networks of other images, settings or seeds have
     *     other names and stay untouched
     */
    public static TrainedVersion train(
            TrainingImages images, InitialTrainingSettings settings, TrainingProgress progress, Path folder) {
        String all = images.fingerprint()
                + images.input()
                + images.input().reading()
                + settings.networks()
                + settings.seed()
                + settings.device();
        String name = "training-"
                + Artifacts.sha256(all.getBytes(StandardCharsets.UTF_8)).substring(0, 12);
        return train(images, settings, progress, new KeptFiles(folder.resolve(name))::network);
    }

    private static TrainedVersion train(
            TrainingImages images,
            InitialTrainingSettings settings,
            TrainingProgress progress,
            FinishedNetworks finished) {
        Instant start = settings.clock().instant();
        TrainingReport report = new TrainingReport(progress);
        TrainingContext context = new TrainingContext(settings.device(), report, settings.clock());
        VersionData data = new Decoding(images, context).data();
        UnpublishedVersion trained =
                new VersionTraining(settings.networks(), context).train(data, settings.seed(), finished);
        return new CandidateVersion(images, settings).of(trained, start, report.epochs(), "initial", "");
    }

    /** Decodes every image once before the training, and keeps them if they take little memory. */
    private static final class Decoding {
        private final TrainingImages images;
        private final TrainingContext context;
        private final ImageDecoder decoder;
        private int done;

        Decoding(TrainingImages images, TrainingContext context) {
            this.images = images;
            this.context = context;
            this.decoder = new ImageDecoder(images.input());
        }

        VersionData data() {
            return new VersionData(
                    images.input(),
                    images.train().classes(),
                    read(images.train()),
                    read(images.correction()),
                    read(images.heldOut()));
        }

        private LabelledSource read(ImageDataset part) {
            int before = done;
            done += part.size();
            return DecodedImages.of(part, decoder).readThrough(images.fitInMemory(), decoded -> {
                context.checkCancelled("decoding");
                context.progress().images("images decoded", before + decoded, images.size());
            });
        }
    }
}
