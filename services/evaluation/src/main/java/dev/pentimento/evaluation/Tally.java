package dev.pentimento.evaluation;

import dev.pentimento.statistics.quality.PairedCounts;
import dev.pentimento.statistics.quality.QualityCounts;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Counts over the images of one champion, one slice and one window, or the change of such counts. Whole numbers all of
 * them: merging in any order gives the same bits.
 *
 * <p>Arms are named {@value #ORIGINAL}, {@value #CORRECTED}, and a candidate by {@value #CANDIDATE} and its version.
 * {@value #CORRECTED} is compared with {@value #ORIGINAL}, a candidate with the champion's {@value #CORRECTED}.
 */
final class Tally {
    static final String ORIGINAL = "original";
    static final String CORRECTED = "corrected";
    static final String CANDIDATE = "candidate:";

    private final List<String> classes;
    private final Map<String, QualityCounts> arms = new TreeMap<>();
    private final Map<String, PairedCounts> comparisons = new TreeMap<>();
    private long images;
    private long labelled;

    Tally(List<String> classes) {
        this.classes = List.copyOf(classes);
    }

    /** Counts an image, labelled or not. */
    void seen(JudgedImage image) {
        images++;
        forEachComparison(image, (name, pair) -> comparison(name).addOpinions(pair.baseline, pair.challenger));
    }

    /** Counts the label that an image has now. */
    void label(JudgedImage image, int trueClass) {
        labelled++;
        forEachArm(image, (name, chances) -> arm(name).add(trueClass, Probabilities.best(chances), chances));
    }

    /** Takes back what {@link #label} did. */
    void unlabel(JudgedImage image, int trueClass) {
        labelled--;
        forEachArm(image, (name, chances) -> arm(name).subtract(trueClass, Probabilities.best(chances), chances));
    }

    /** Counts an image's first label as evidence for verdicts; nothing takes that back. */
    void evidence(JudgedImage image, int trueClass) {
        forEachComparison(image, (name, pair) -> comparison(name).addLabel(trueClass, pair.baseline, pair.challenger));
    }

    void merge(Tally other) {
        if (!other.classes.equals(classes)) {
            throw new IllegalArgumentException(
                    "counts of classes " + classes + " and " + other.classes + " do not add");
        }
        images += other.images;
        labelled += other.labelled;
        other.arms.forEach((name, counts) -> arm(name).merge(counts));
        other.comparisons.forEach((name, counts) -> comparison(name).merge(counts));
    }

    /** A copy with everything but what the comparisons count, or with these alone. */
    Tally part(boolean comparisonsAlone) {
        Tally part = new Tally(classes);
        if (comparisonsAlone) {
            comparisons.forEach((name, counts) -> part.comparison(name).merge(counts));
        } else {
            part.images = images;
            part.labelled = labelled;
            arms.forEach((name, counts) -> part.arm(name).merge(counts));
            comparisons.keySet().forEach(part::comparison);
        }
        return part;
    }

    /** Whether every image compared has a label. */
    boolean complete() {
        return comparisons.values().stream().allMatch(counts -> counts.labelled() == counts.compared());
    }

    private QualityCounts arm(String name) {
        return arms.computeIfAbsent(name, none -> new QualityCounts(classes.size()));
    }

    private PairedCounts comparison(String name) {
        return comparisons.computeIfAbsent(name, none -> new PairedCounts(classes.size()));
    }

    private static void forEachArm(JudgedImage image, BiConsumer<String, float[]> action) {
        action.accept(ORIGINAL, image.opinions().original());
        action.accept(CORRECTED, image.opinions().corrected());
        forEachCandidate(image, action);
    }

    private static void forEachCandidate(JudgedImage image, BiConsumer<String, float[]> action) {
        List<float @Nullable []> opinions = image.opinions().candidates();
        for (int i = 0; i < opinions.size(); i++) {
            float[] candidate = opinions.get(i);
            if (candidate != null) {
                action.accept(CANDIDATE + image.lineUp().candidates().get(i), candidate);
            }
        }
    }

    private static void forEachComparison(JudgedImage image, BiConsumer<String, Pair> action) {
        int original = Probabilities.best(image.opinions().original());
        int corrected = Probabilities.best(image.opinions().corrected());
        action.accept(CORRECTED, new Pair(original, corrected));
        forEachCandidate(
                image, (name, chances) -> action.accept(name, new Pair(corrected, Probabilities.best(chances))));
    }

    /** Classes that two arms name. */
    private record Pair(int baseline, int challenger) {}

    List<String> classes() {
        return classes;
    }

    long images() {
        return images;
    }

    /** Images that have a label now. */
    long labelled() {
        return labelled;
    }

    /** Counts of an arm; of no image where it has no labelled one. */
    QualityCounts quality(String arm) {
        return arms.getOrDefault(arm, new QualityCounts(classes.size()));
    }

    /** Counts by challenger. */
    Map<String, PairedCounts> comparisons() {
        return comparisons;
    }

    void write(Packer packer) {
        packer.number(classes.size());
        classes.forEach(packer::text);
        packer.number(images).number(labelled).number(arms.size());
        arms.forEach((name, counts) -> packer.text(name).sparse(counts.toArray()));
        packer.number(comparisons.size());
        comparisons.forEach((name, counts) -> packer.text(name).sparse(counts.toArray()));
    }

    static Tally read(Unpacker unpacker) {
        String[] classes = new String[unpacker.count()];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = unpacker.text();
        }
        Tally tally = new Tally(List.of(classes));
        tally.images = unpacker.number();
        tally.labelled = unpacker.number();
        for (int arms = unpacker.count(); arms > 0; arms--) {
            tally.arms.put(unpacker.text(), QualityCounts.fromArray(classes.length, unpacker.sparse()));
        }
        for (int comparisons = unpacker.count(); comparisons > 0; comparisons--) {
            tally.comparisons.put(unpacker.text(), PairedCounts.fromArray(classes.length, unpacker.sparse()));
        }
        return tally;
    }
}
