package dev.pentimento.evaluation.quality;

import dev.pentimento.evaluation.opinions.ArmOpinions;
import dev.pentimento.evaluation.opinions.LineUp;
import dev.pentimento.evaluation.opinions.Probabilities;
import dev.pentimento.evaluation.state.Packer;
import dev.pentimento.evaluation.state.Unpacker;
import dev.pentimento.statistics.quality.PairedCounts;
import dev.pentimento.statistics.quality.QualityCounts;
import dev.pentimento.statistics.requests.Drawing;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Counts over the images of one champion, one slice and one window, or the change of such counts. All are integers, so
 * merging in any order gives the same bits.
 *
 * <p>The corrected arm is compared with the original one, a candidate with the champion's corrected arm.
 */
public final class QualityTally {
    private final List<String> classes;
    private final Map<ArmKey, QualityCounts> arms = new TreeMap<>();
    private final Map<ArmKey, PairedCounts> comparisons = new TreeMap<>();
    private final RequestedTally requested;
    private long images;
    private long labelled;

    public QualityTally(List<String> classes) {
        this.classes = List.copyOf(classes);
        requested = new RequestedTally(classes.size());
    }

    /** Counts an image, labelled or not. */
    public void seen(LineUp lineUp, ArmOpinions opinions) {
        images++;
        forEachComparison(
                lineUp, opinions, (name, pair) -> comparison(name).addOpinions(pair.baseline, pair.challenger));
    }

    /** Counts the current label of an image. */
    public void label(LineUp lineUp, ArmOpinions opinions, int trueClass) {
        labelled++;
        forEachArm(lineUp, opinions, (name, chances) -> arm(name).add(trueClass, Probabilities.best(chances), chances));
    }

    /** Undoes {@link #label}. */
    public void unlabel(LineUp lineUp, ArmOpinions opinions, int trueClass) {
        labelled--;
        forEachArm(
                lineUp,
                opinions,
                (name, chances) -> arm(name).subtract(trueClass, Probabilities.best(chances), chances));
    }

    /** Counts an image's first label as evidence for verdicts; this is never undone. */
    public void evidence(LineUp lineUp, ArmOpinions opinions, int trueClass) {
        forEachComparison(
                lineUp, opinions, (name, pair) -> comparison(name).addLabel(trueClass, pair.baseline, pair.challenger));
    }

    /** Counts an image that was drawn for a label, answered or not. */
    public void drawn(Drawing drawing, LineUp lineUp, ArmOpinions opinions) {
        requested.drawn(drawing, lineUp, opinions);
    }

    /** Counts the current label of an image that has had an answer to a request. */
    public void answer(Drawing drawing, LineUp lineUp, ArmOpinions opinions, int trueClass) {
        requested.answer(drawing, lineUp, opinions, trueClass);
    }

    /** Undoes {@link #answer}. */
    public void unanswer(Drawing drawing, LineUp lineUp, ArmOpinions opinions, int trueClass) {
        requested.unanswer(drawing, lineUp, opinions, trueClass);
    }

    /** Counts an image's first answer to a request as evidence for verdicts; this is never undone. */
    public void answeredEvidence(Drawing drawing, LineUp lineUp, ArmOpinions opinions, int trueClass) {
        requested.evidence(drawing, lineUp, opinions, trueClass);
    }

    public void merge(QualityTally other) {
        if (!other.classes.equals(classes)) {
            throw new IllegalArgumentException(
                    "counts of classes " + classes + " and " + other.classes + " do not add");
        }
        images += other.images;
        labelled += other.labelled;
        other.arms.forEach((name, counts) -> arm(name).merge(counts));
        other.comparisons.forEach((name, counts) -> comparison(name).merge(counts));
        requested.merge(other.requested);
    }

    /** A copy with only the counts of the comparisons. */
    QualityTally comparisonsAlone() {
        QualityTally part = new QualityTally(classes);
        comparisons.forEach((name, counts) -> part.comparison(name).merge(counts));
        part.requested.mergeComparisons(requested);
        return part;
    }

    /** A copy with all other counts; the comparisons are empty. */
    QualityTally withoutComparisons() {
        QualityTally part = new QualityTally(classes);
        part.images = images;
        part.labelled = labelled;
        arms.forEach((name, counts) -> part.arm(name).merge(counts));
        comparisons.keySet().forEach(part::comparison);
        part.requested.mergeWithoutComparisons(requested);
        return part;
    }

    /** Whether every compared image has a label. */
    boolean complete() {
        return comparisons.values().stream().allMatch(counts -> counts.labelled() == counts.compared());
    }

    private QualityCounts arm(ArmKey name) {
        return arms.computeIfAbsent(name, none -> new QualityCounts(classes.size()));
    }

    private PairedCounts comparison(ArmKey name) {
        return comparisons.computeIfAbsent(name, none -> new PairedCounts(classes.size()));
    }

    static void forEachArm(LineUp lineUp, ArmOpinions opinions, BiConsumer<ArmKey, float[]> action) {
        action.accept(ArmKey.ORIGINAL, opinions.original());
        action.accept(ArmKey.CORRECTED, opinions.corrected());
        opinions.forEachCandidate(lineUp, (version, chances) -> action.accept(ArmKey.ofCandidate(version), chances));
    }

    static void forEachComparison(LineUp lineUp, ArmOpinions opinions, BiConsumer<ArmKey, Pair> action) {
        int original = Probabilities.best(opinions.original());
        int corrected = Probabilities.best(opinions.corrected());
        action.accept(ArmKey.CORRECTED, new Pair(original, corrected));
        opinions.forEachCandidate(
                lineUp,
                (version, chances) ->
                        action.accept(ArmKey.ofCandidate(version), new Pair(corrected, Probabilities.best(chances))));
    }

    /** The classes that two arms predict. */
    record Pair(int baseline, int challenger) {}

    public List<String> classes() {
        return classes;
    }

    public long images() {
        return images;
    }

    /** Images that currently have a label. */
    public long labelled() {
        return labelled;
    }

    /** Counts of an arm; empty if it has no labelled image. */
    public QualityCounts quality(ArmKey arm) {
        return arms.getOrDefault(arm, new QualityCounts(classes.size()));
    }

    /** Counts over the images that were drawn for a label. */
    RequestedTally requested() {
        return requested;
    }

    /** Counts by challenger, of labels that nobody requested. */
    public Map<ArmKey, PairedCounts> comparisons() {
        return comparisons;
    }

    public void write(Packer packer) {
        packer.texts(classes).number(images).number(labelled).number(arms.size() + requested.armCount());
        arms.forEach((name, counts) -> packer.text(name.text()).sparse(counts.toArray()));
        requested.writeArms(packer);
        packer.number(comparisons.size() + requested.comparisonCount());
        comparisons.forEach((name, counts) -> packer.text(name.text()).sparse(counts.toArray()));
        requested.writeComparisons(packer);
    }

    public static QualityTally read(Unpacker unpacker) {
        QualityTally tally = new QualityTally(unpacker.texts());
        int classes = tally.classes.size();
        tally.images = unpacker.number();
        tally.labelled = unpacker.number();
        for (int arms = unpacker.count(); arms > 0; arms--) {
            String name = unpacker.text();
            if (DrawnArm.matches(name)) {
                tally.requested.readArm(name, unpacker.sparse());
            } else {
                tally.arms.put(ArmKey.ofText(name), QualityCounts.fromArray(classes, unpacker.sparse()));
            }
        }
        for (int comparisons = unpacker.count(); comparisons > 0; comparisons--) {
            String name = unpacker.text();
            if (DrawnArm.matches(name)) {
                tally.requested.readComparison(name, unpacker.sparse());
            } else {
                tally.comparisons.put(ArmKey.ofText(name), PairedCounts.fromArray(classes, unpacker.sparse()));
            }
        }
        return tally;
    }
}
