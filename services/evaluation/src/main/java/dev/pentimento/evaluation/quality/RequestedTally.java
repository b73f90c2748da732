package dev.pentimento.evaluation.quality;

import dev.pentimento.evaluation.opinions.ArmOpinions;
import dev.pentimento.evaluation.opinions.LineUp;
import dev.pentimento.evaluation.opinions.Probabilities;
import dev.pentimento.evaluation.state.Packer;
import dev.pentimento.statistics.quality.PairedCounts;
import dev.pentimento.statistics.quality.QualityCounts;
import dev.pentimento.statistics.requests.Drawing;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts over the images that were drawn for a label: the part of a {@link QualityTally} that needs weights. It counts
 * by drawing, so that each figure can be weighted, and recounted, from integers.
 */
final class RequestedTally {
    private final int classes;
    private final Map<DrawnArm, QualityCounts> arms = new TreeMap<>();
    private final Map<DrawnArm, PairedCounts> comparisons = new TreeMap<>();

    RequestedTally(int classes) {
        this.classes = classes;
    }

    /** Counts an image that was drawn, answered or not. */
    void drawn(Drawing drawing, LineUp lineUp, ArmOpinions opinions) {
        QualityTally.forEachComparison(
                lineUp,
                opinions,
                (arm, pair) -> comparison(new DrawnArm(arm, drawing)).addOpinions(pair.baseline(), pair.challenger()));
    }

    /** Counts the current label of an image. */
    void answer(Drawing drawing, LineUp lineUp, ArmOpinions opinions, int trueClass) {
        QualityTally.forEachArm(
                lineUp,
                opinions,
                (arm, chances) -> arm(new DrawnArm(arm, drawing)).add(trueClass, Probabilities.best(chances), chances));
    }

    /** Undoes {@link #answer}. */
    void unanswer(Drawing drawing, LineUp lineUp, ArmOpinions opinions, int trueClass) {
        QualityTally.forEachArm(
                lineUp,
                opinions,
                (arm, chances) ->
                        arm(new DrawnArm(arm, drawing)).subtract(trueClass, Probabilities.best(chances), chances));
    }

    /** Counts an image's first answer as evidence. */
    void evidence(Drawing drawing, LineUp lineUp, ArmOpinions opinions, int trueClass) {
        QualityTally.forEachComparison(
                lineUp,
                opinions,
                (arm, pair) ->
                        comparison(new DrawnArm(arm, drawing)).addLabel(trueClass, pair.baseline(), pair.challenger()));
    }

    void merge(RequestedTally other) {
        other.arms.forEach((name, counts) -> arm(name).merge(counts));
        mergeComparisons(other);
    }

    void mergeComparisons(RequestedTally other) {
        other.comparisons.forEach((name, counts) -> comparison(name).merge(counts));
    }

    /** All counts but those of the comparisons, which are empty. */
    void mergeWithoutComparisons(RequestedTally other) {
        other.arms.forEach((name, counts) -> arm(name).merge(counts));
        other.comparisons.keySet().forEach(this::comparison);
    }

    /** Counts of an arm by drawing. */
    Map<Drawing, QualityCounts> quality(ArmKey arm) {
        Map<Drawing, QualityCounts> levels = new TreeMap<>();
        arms.forEach((name, counts) -> {
            if (name.arm().equals(arm)) {
                levels.put(name.drawing(), counts);
            }
        });
        return levels;
    }

    /** Counts of a comparison by drawing. */
    Map<Drawing, PairedCounts> comparison(ArmKey challenger) {
        Map<Drawing, PairedCounts> levels = new TreeMap<>();
        comparisons.forEach((name, counts) -> {
            if (name.arm().equals(challenger)) {
                levels.put(name.drawing(), counts);
            }
        });
        return levels;
    }

    /** Counts of a comparison over all drawings, unweighted. */
    PairedCounts together(ArmKey challenger) {
        PairedCounts sum = new PairedCounts(classes);
        comparison(challenger).values().forEach(sum::merge);
        return sum;
    }

    private QualityCounts arm(DrawnArm name) {
        return arms.computeIfAbsent(name, none -> new QualityCounts(classes));
    }

    private PairedCounts comparison(DrawnArm name) {
        return comparisons.computeIfAbsent(name, none -> new PairedCounts(classes));
    }

    int armCount() {
        return arms.size();
    }

    int comparisonCount() {
        return comparisons.size();
    }

    void writeArms(Packer packer) {
        arms.forEach((name, counts) -> packer.text(name.text()).sparse(counts.toArray()));
    }

    void writeComparisons(Packer packer) {
        comparisons.forEach((name, counts) -> packer.text(name.text()).sparse(counts.toArray()));
    }

    void readArm(String name, long[] counts) {
        arms.put(DrawnArm.ofText(name), QualityCounts.fromArray(classes, counts));
    }

    void readComparison(String name, long[] counts) {
        comparisons.put(DrawnArm.ofText(name), PairedCounts.fromArray(classes, counts));
    }
}
