package dev.pentimento.learning.experiment.input;

import dev.pentimento.learning.data.ImageDataset;
import dev.pentimento.learning.data.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Limitations of a data set's figures, for readers of the report. */
final class Caveats {
    private static final int SMALL = 2_000;

    private Caveats() {}

    static List<String> of(ImageDataset dataset) {
        List<String> caveats = new ArrayList<>();
        int test = dataset.split(Split.TEST).map(ImageDataset::size).orElse(dataset.size() / 5);
        if (test < SMALL) {
            caveats.add("Evaluated on " + test + " images: one image is " + percent(100.0 / test)
                    + " points of accuracy, so differences of a few images are due to chance.");
        }
        long sources = dataset.examples().stream()
                .map(example -> String.valueOf(example.source()))
                .distinct()
                .count();
        if (sources > 1) {
            caveats.add(
                    "The images come from " + sources + " sources, and classes from some of them only: a network may"
                            + " distinguish the sources instead of the classes, and accuracy elsewhere can be lower.");
        }
        if (dataset.split(Split.TEST).isEmpty()) {
            caveats.add("The data set has no test split: a fifth of its images, drawn individually, is used instead."
                    + " If several images show the same patient or scene, the figures are too good.");
        } else if (dataset.split(Split.TRAIN).isPresent()) {
            caveats.add("The labels for the correction are drawn individually from the training split; the test split"
                    + " is the data set's own.");
        }
        caveats.add(
                "All seeds share the test images: they show the variation due to training, not that due to other images.");
        return caveats;
    }

    private static String percent(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
