package dev.pentimento.learning.experiment.input;

import dev.pentimento.learning.data.ImageDataset;
import dev.pentimento.learning.data.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Limits of a data set's figures, for the reader of its report. */
final class Caveats {
    private static final int SMALL = 2_000;

    private Caveats() {}

    static List<String> of(ImageDataset dataset) {
        List<String> caveats = new ArrayList<>();
        int test = dataset.split(Split.TEST).map(ImageDataset::size).orElse(dataset.size() / 5);
        if (test < SMALL) {
            caveats.add("Judged on " + test + " images: one image is " + percent(100.0 / test)
                    + " points of accuracy, so differences of a few points are chance.");
        }
        long sources = dataset.examples().stream()
                .map(example -> String.valueOf(example.source()))
                .distinct()
                .count();
        if (sources > 1) {
            caveats.add(
                    "The images come from " + sources + " sources, and classes from some of them only: a network may"
                            + " tell the sources apart instead of the classes, and accuracy elsewhere can be lower.");
        }
        if (dataset.split(Split.TEST).isEmpty()) {
            caveats.add(
                    "The data set has no split for testing: a fifth of its images, drawn one by one, is in its place."
                            + " Where several show one patient or scene, the figures are too good.");
        } else if (dataset.split(Split.TRAIN).isPresent()) {
            caveats.add("The labels for the correction are drawn one by one from the split for training; the split for"
                    + " testing is the data set's own.");
        }
        caveats.add(
                "All seeds share the test images: they show what training by chance does, not what other images would.");
        return caveats;
    }

    private static String percent(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
