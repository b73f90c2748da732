package dev.pentimento.benchmarks.growth;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What is measured.
 *
 * @param title names what differs from {@link #USUAL}
 * @param instances of embedding and evaluation
 * @param candidates beside the champion
 */
record Variant(String title, int partitions, int instances, int classes, int candidates) {
    static final Variant USUAL = new Variant("4 partitions, 1 instance, 10 classes, no candidate", 4, 1, 10, 0);

    /** The usual one, and those that differ from it in one number. */
    static List<Variant> all() {
        return Stream.of(
                        Stream.of(USUAL),
                        each(USUAL::withPartitions, 1, 2, 8),
                        each(USUAL::withInstances, 2, 3),
                        each(USUAL::withClasses, 2, 100, 1_000),
                        each(USUAL::withCandidates, 1, 2, 3))
                .flatMap(each -> each)
                .toList();
    }

    private static Stream<Variant> each(IntFunction<Variant> variant, int... numbers) {
        return IntStream.of(numbers).mapToObj(variant);
    }

    private Variant withPartitions(int number) {
        return new Variant(title(number, "partition"), number, instances, classes, candidates);
    }

    private Variant withInstances(int number) {
        return new Variant(number + " instances", partitions, number, classes, candidates);
    }

    private Variant withClasses(int number) {
        return new Variant(number + " classes", partitions, instances, number, candidates);
    }

    private Variant withCandidates(int number) {
        return new Variant(title(number, "candidate"), partitions, instances, classes, number);
    }

    private static String title(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
