package dev.pentimento.benchmarks.growth;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * What is measured.
 *
 * @param title names what differs from {@link #USUAL}
 * @param instances of embedding and evaluation
 * @param candidates beside the champion
 */
record Variant(String title, int partitions, int instances, int classes, int candidates) {
    static final int CLASSES = 10;
    static final Variant USUAL = new Variant("4 partitions, 1 instance, 10 classes, no candidate", 4, 1, CLASSES, 0);

    /** The usual one, and those that differ from it in one number. */
    static List<Variant> all() {
        List<Variant> all = new ArrayList<>(List.of(USUAL));
        add(
                all,
                new int[] {1, 2, 8},
                number -> USUAL.with(number == 1 ? "1 partition" : number + " partitions", number));
        add(all, new int[] {2, 3}, number -> new Variant(number + " instances", 4, number, CLASSES, 0));
        add(all, new int[] {2, 100, 1_000}, number -> new Variant(number + " classes", 4, 1, number, 0));
        add(
                all,
                new int[] {1, 2, 3},
                number -> new Variant(number == 1 ? "1 candidate" : number + " candidates", 4, 1, CLASSES, number));
        return all;
    }

    private static void add(List<Variant> all, int[] numbers, IntFunction<Variant> variant) {
        for (int number : numbers) {
            all.add(variant.apply(number));
        }
    }

    private Variant with(String name, int number) {
        return new Variant(name, number, instances, classes, candidates);
    }
}
