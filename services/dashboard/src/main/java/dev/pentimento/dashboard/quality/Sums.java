package dev.pentimento.dashboard.quality;

import dev.pentimento.dashboard.quality.Layout.ArmName;
import dev.pentimento.dashboard.quality.Layout.Pair;
import dev.pentimento.events.ArmQuality;
import dev.pentimento.events.Comparison;
import dev.pentimento.events.QualityWindow;
import dev.pentimento.statistics.quality.CalibrationBin;
import dev.pentimento.statistics.quality.QualityMargins;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts of one version's windows: images, labels, each arm's margins and sums, each comparison. All are whole numbers,
 * so that windows can be added and taken back exactly. Not thread-safe.
 */
final class Sums {
    /** Numbers of a comparison: labelled, helped, hurt, flips, compared. */
    private static final int COUNTS = 5;

    private final int classes;
    private final double level;
    private long images;
    private long labelled;
    private final Map<ArmName, QualityMargins> arms = new LinkedHashMap<>();
    private final Map<Pair, long[]> pairs = new LinkedHashMap<>();

    private Sums(int classes, double level) {
        this.classes = classes;
        this.level = level;
    }

    static Sums of(QualityWindow window) {
        int classes = window.getClasses().size();
        Sums sums = new Sums(classes, QualityEntry.level(window));
        sums.images = window.getImages();
        sums.labelled = window.getLabelled();
        for (ArmQuality arm : window.getArms()) {
            if (arm.getConfusion().size() == classes * classes) {
                sums.arms.put(new ArmName(arm.getArm(), arm.getModelVersion()), margins(arm));
            }
        }
        for (Comparison pair : window.getComparisons()) {
            sums.pairs.put(
                    new Pair(
                            pair.getBaseline(),
                            pair.getBaselineVersion(),
                            pair.getChallenger(),
                            pair.getChallengerVersion(),
                            pair.getLevel(),
                            pair.getMargin()),
                    new long[] {
                        pair.getLabelled(), pair.getHelped(), pair.getHurt(), pair.getFlips(), pair.getCompared()
                    });
        }
        return sums;
    }

    private static QualityMargins margins(ArmQuality arm) {
        return QualityMargins.of(
                arm.getConfusion(),
                arm.getLogLoss(),
                arm.getBrierScore(),
                arm.getCalibration().stream()
                        .map(bin -> new CalibrationBin(bin.getImages(), bin.getRight(), bin.getConfidence()))
                        .toList());
    }

    static Sums of(PackedSums packed) {
        Layout layout = packed.layout();
        Sums sums = new Sums(layout.classes(), layout.level());
        int width = new QualityMargins(layout.classes()).toArray().length;
        long[] numbers = new long
                [2 + width * layout.arms().size() + COUNTS * layout.pairs().size()];
        packed.read(numbers);
        sums.images = numbers[0];
        sums.labelled = numbers[1];
        int at = 2;
        for (ArmName arm : layout.arms()) {
            sums.arms.put(arm, QualityMargins.fromArray(layout.classes(), Arrays.copyOfRange(numbers, at, at + width)));
            at += width;
        }
        for (Pair pair : layout.pairs()) {
            sums.pairs.put(pair, Arrays.copyOfRange(numbers, at, at + COUNTS));
            at += COUNTS;
        }
        return sums;
    }

    /** The sum of some windows or periods of one version; at least one. */
    static Sums of(List<PackedSums> parts) {
        Sums sum = of(parts.get(0));
        parts.stream().skip(1).map(Sums::of).forEach(sum::add);
        return sum;
    }

    PackedSums pack() {
        Layout layout = new Layout(classes, level, List.copyOf(arms.keySet()), List.copyOf(pairs.keySet()));
        int width = new QualityMargins(classes).toArray().length;
        long[] numbers = new long[2 + width * arms.size() + COUNTS * pairs.size()];
        numbers[0] = images;
        numbers[1] = labelled;
        int at = 2;
        for (QualityMargins margins : arms.values()) {
            System.arraycopy(margins.toArray(), 0, numbers, at, width);
            at += width;
        }
        for (long[] counts : pairs.values()) {
            System.arraycopy(counts, 0, numbers, at, COUNTS);
            at += COUNTS;
        }
        return new PackedSums(layout, numbers);
    }

    /** Whether both are of the same classes, so that they can be added. */
    boolean fits(Sums other) {
        return classes == other.classes;
    }

    void add(Sums other) {
        change(other, 1);
    }

    /** Reverts exactly what {@link #add} with the same argument did. */
    void subtract(Sums other) {
        change(other, -1);
        arms.values().removeIf(margins -> margins.labelled() == 0);
        pairs.values().removeIf(counts -> Arrays.stream(counts).allMatch(count -> count == 0));
    }

    private void change(Sums other, int sign) {
        if (!fits(other)) {
            return;
        }
        images += sign * other.images;
        labelled += sign * other.labelled;
        other.arms.forEach((arm, margins) -> {
            QualityMargins known = arms.computeIfAbsent(arm, none -> new QualityMargins(classes));
            if (sign > 0) {
                known.add(margins);
            } else {
                known.subtract(margins);
            }
        });
        other.pairs.forEach((pair, counts) -> {
            long[] known = pairs.computeIfAbsent(pair, none -> new long[COUNTS]);
            for (int i = 0; i < COUNTS; i++) {
                known[i] += sign * counts[i];
            }
        });
    }

    long images() {
        return images;
    }

    long labelled() {
        return labelled;
    }

    double level() {
        return level;
    }

    Map<ArmName, QualityMargins> arms() {
        return arms;
    }

    /** By pair: labelled, helped, hurt, flips, compared. */
    Map<Pair, long[]> pairs() {
        return pairs;
    }
}
