package dev.pentimento.benchmarks.workload;

import dev.pentimento.benchmarks.Workbench;
import dev.pentimento.benchmarks.workload.Workload.LabelledImage;
import dev.pentimento.learning.data.Example;
import dev.pentimento.learning.data.ImageDataset;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.training.TrainingProgress;
import dev.pentimento.trainer.InitialTrainingSettings;
import dev.pentimento.trainer.NetworkImport;
import dev.pentimento.trainer.NetworkImport.ClassifierInput;
import dev.pentimento.trainer.TrainedVersion;
import dev.pentimento.trainer.TrainingImages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** 224×224 JPEG of seeded shapes and noise, in two classes, and an encoder for them as a user would bring it. */
public final class JpegWorkload {
    private static final int IMAGES = 320;
    private static final List<String> CLASSES = List.of("warm", "cold");

    private JpegWorkload() {}

    public static Workload of(Workbench bench, LargeNetwork network) throws IOException, InterruptedException {
        long seed = bench.options().seed();
        List<LabelledImage> images = images(seed);
        NetworkFile encoder = network.make(bench);
        TrainedVersion version = StoredVersion.in(
                bench.shared().resolve("version-" + network.title()), () -> train(encoder, images, seed));
        return new Workload(version, images, "image/jpeg");
    }

    /** The images alone. */
    public static List<LabelledImage> images(long seed) {
        List<LabelledImage> images = new ArrayList<>();
        for (int number = 0; number < IMAGES; number++) {
            int kind = number % CLASSES.size();
            images.add(new LabelledImage(ShapesImage.jpeg(kind == 0, seed * IMAGES + number), CLASSES.get(kind)));
        }
        return images;
    }

    private static TrainedVersion train(NetworkFile encoder, List<LabelledImage> images, long seed) {
        List<Example> examples = new ArrayList<>();
        for (LabelledImage image : images) {
            examples.add(new Example("shapes-" + examples.size(), image::content, image.label(), null));
        }
        TrainingImages parts =
                TrainingImages.of(ImageDataset.of("shapes", CLASSES, examples), LargeNetwork.INPUT, seed);
        return new NetworkImport(encoder, null, ClassifierInput.EMBEDDINGS)
                .carryOut(
                        parts,
                        InitialTrainingSettings.defaults(parts, seed, ComputeDevice.CPU),
                        TrainingProgress.SILENT);
    }
}
