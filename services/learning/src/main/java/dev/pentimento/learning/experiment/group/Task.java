package dev.pentimento.learning.experiment.group;

import dev.pentimento.learning.training.LabelledRows;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The classes to distinguish: all of them, or one from those that look like it.
 *
 * @param classOf for each class of the data set, its class in this task, or -1 if its images are left out
 */
@SuppressWarnings("ArrayRecordComponent") // Read only, never compared.
record Task(String name, List<String> classes, int[] classOf) {
    private static final String SHIRT = "Shirt";
    private static final List<String> LIKE_SHIRTS = List.of("T-shirt/top", "Pullover", "Coat");

    static Task all(List<String> classes) {
        return new Task(
                classes.size() + " classes",
                classes,
                IntStream.range(0, classes.size()).toArray());
    }

    /**
     * All classes; for Fashion-MNIST also shirts against T-shirts, pullovers and coats, which is as hard as the
     * thesis's X-rays.
     */
    static List<Task> of(List<String> classes) {
        if (!classes.contains(SHIRT) || !classes.containsAll(LIKE_SHIRTS)) {
            return List.of(all(classes));
        }
        int[] classOf = new int[classes.size()];
        for (int c = 0; c < classOf.length; c++) {
            classOf[c] = classes.get(c).equals(SHIRT) ? 1 : LIKE_SHIRTS.contains(classes.get(c)) ? 0 : -1;
        }
        return List.of(all(classes), new Task("binary (shirt)", List.of("other", "shirt"), classOf));
    }

    LabelledRows of(LabelledRows rows) {
        int[] kept = IntStream.range(0, rows.size())
                .filter(row -> classOf[rows.labels()[row]] >= 0)
                .toArray();
        LabelledRows selected = rows.select(kept);
        return new LabelledRows(
                selected.rows(),
                Arrays.stream(selected.labels()).map(label -> classOf[label]).toArray());
    }
}
