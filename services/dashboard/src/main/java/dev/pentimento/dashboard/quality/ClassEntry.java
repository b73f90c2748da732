package dev.pentimento.dashboard.quality;

import dev.pentimento.events.Arm;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.statistics.quality.QualityMargins;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One class in a span of time.
 *
 * @param support labelled images of the class
 * @param predicted labelled images that were predicted as this class
 * @param right images of the class that were predicted as such
 * @param recall right of support; null without an image of the class
 * @param precision right of predicted; null if the class was never predicted
 * @param trend recall over the span, in equal parts from old to new; null where no image has the class
 */
public record ClassEntry(
        String name,
        long support,
        long predicted,
        long right,
        @Nullable Double recall,
        @Nullable Double precision,
        List<@Nullable Double> trend) {
    /** Parts of a sparkline. */
    private static final int TREND = 20;

    /**
     * The classes of a version, worst first: by recall with one right and one wrong image added, so that one wrong image
     * does not outweigh many.
     */
    static List<ClassEntry> of(List<QualitySums.Part> parts, ModelVersion version, Arm arm) {
        List<QualityMargins> steps = steps(parts, version, arm);
        QualityMargins whole = new QualityMargins(version.getClasses().size());
        steps.forEach(whole::add);
        return IntStream.range(0, whole.classes())
                .mapToObj(c -> of(c, whole, steps, version))
                .sorted(Comparator.comparingDouble(ClassEntry::smoothed)
                        .thenComparing(
                                Comparator.comparingLong(ClassEntry::support).reversed()))
                .toList();
    }

    private double smoothed() {
        return support == 0 ? 2 : (right + 1.0) / (support + 2.0);
    }

    private static ClassEntry of(int c, QualityMargins whole, List<QualityMargins> steps, ModelVersion version) {
        return new ClassEntry(
                version.getClasses().get(c),
                whole.actual(c),
                whole.predicted(c),
                whole.right(c),
                whole.actual(c) == 0 ? null : whole.recall(c),
                whole.predicted(c) == 0 ? null : whole.precision(c),
                steps.stream()
                        .map(step -> step.actual(c) == 0 ? null : step.recall(c))
                        .toList());
    }

    /** The span in equal parts, each with the sum of what begins in it. */
    private static List<QualityMargins> steps(List<QualitySums.Part> parts, ModelVersion version, Arm arm) {
        int classes = version.getClasses().size();
        List<QualityMargins> steps = new ArrayList<>();
        if (parts.isEmpty()) {
            return steps;
        }
        long first = parts.get(0).place().start().toEpochMilli();
        long last = parts.get(parts.size() - 1).place().start().toEpochMilli();
        for (int i = 0; i < Math.min(TREND, parts.size()); i++) {
            steps.add(new QualityMargins(classes));
        }
        for (QualitySums.Part part : parts) {
            long at = part.place().start().toEpochMilli();
            int step = last == first ? 0 : (int) ((at - first) * (steps.size() - 1) / (last - first));
            Sums.of(part.sums()).arms().forEach((name, margins) -> {
                if (arm.is(name.arm()) && margins.classes() == classes) {
                    Objects.requireNonNull(steps.get(step)).add(margins);
                }
            });
        }
        return steps;
    }
}
