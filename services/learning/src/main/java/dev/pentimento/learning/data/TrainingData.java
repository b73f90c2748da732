package dev.pentimento.learning.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Checks a data set before a classifier is trained on it, and reports all problems at once. */
final class TrainingData {
    private static final int FEWEST_CLASSES = 2;
    private static final int FEWEST_IMAGES = 2;

    private TrainingData() {}

    static void check(ImageDataset dataset) {
        List<String> problems = new ArrayList<>();
        ImageDataset training = dataset.split(Split.TRAIN).orElse(dataset);
        addUnlabelled(dataset, problems);
        if (dataset.classes().size() < FEWEST_CLASSES) {
            problems.add("at least two classes are needed, but there is only " + dataset.classes());
        }
        Map<String, List<Example>> learned = byLabel(training);
        for (String each : dataset.classes()) {
            List<Example> examples = learned.getOrDefault(each, List.of());
            if (examples.size() < FEWEST_IMAGES) {
                problems.add("the class \"" + each + "\" has "
                        + (examples.isEmpty()
                                ? "no image"
                                : "one image, " + examples.get(0).image() + ",")
                        + " for training, but at least two are needed");
            }
        }
        dataset.splits().forEach((split, part) -> {
            if (split != Split.TRAIN && dataset.split(Split.TRAIN).isPresent()) {
                addDifferences(split, learned, byLabel(part), problems);
            }
        });
        if (!problems.isEmpty()) {
            throw new DatasetException(dataset.name() + " cannot be used for training: " + String.join("; ", problems));
        }
    }

    private static void addUnlabelled(ImageDataset dataset, List<String> problems) {
        List<Example> unlabelled = dataset.examples().stream()
                .filter(example -> example.label() == null)
                .toList();
        if (!unlabelled.isEmpty()) {
            problems.add(unlabelled.size() + " images have no label; the first is "
                    + unlabelled.get(0).image());
        }
    }

    private static void addDifferences(
            Split split, Map<String, List<Example>> learned, Map<String, List<Example>> other, List<String> problems) {
        other.forEach((label, examples) -> {
            if (!learned.containsKey(label)) {
                problems.add("the class \"" + label + "\" is in " + split.folder() + " ("
                        + examples.get(0).image() + "), but not in train");
            }
        });
        learned.forEach((label, examples) -> {
            if (!other.containsKey(label)) {
                problems.add("the class \"" + label + "\" is in train ("
                        + examples.get(0).image() + "), but not in " + split.folder());
            }
        });
    }

    private static Map<String, List<Example>> byLabel(ImageDataset dataset) {
        Map<String, List<Example>> groups = new LinkedHashMap<>();
        for (Example example : dataset.examples()) {
            if (example.label() != null) {
                Objects.requireNonNull(groups.computeIfAbsent(example.label(), label -> new ArrayList<>()))
                        .add(example);
            }
        }
        return groups;
    }
}
