package dev.pentimento.benchmarks.workload;

import dev.pentimento.learning.data.Example;
import dev.pentimento.learning.data.ImageDataset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A data set with another number of classes. Fewer classes merge those of the data set; more classes divide each of them
 * evenly.
 *
 * @param original its examples have labels
 */
record Reclassified(ImageDataset original, int classes) {
    ImageDataset dataset() {
        int known = original.classes().size();
        if (classes == known) {
            return original;
        }
        List<String> names =
                IntStream.range(0, classes).mapToObj(each -> "class " + each).toList();
        Map<Integer, Integer> seen = new HashMap<>();
        List<Example> examples = new ArrayList<>();
        for (Example each : original.examples()) {
            int label = original.classes().indexOf(each.label());
            int before = seen.merge(label, 1, Integer::sum) - 1;
            int next = classes < known ? label % classes : (label + known * before) % classes;
            examples.add(new Example(each.id(), each.image(), names.get(next), each.source()));
        }
        return ImageDataset.of(original.name(), names, examples);
    }
}
