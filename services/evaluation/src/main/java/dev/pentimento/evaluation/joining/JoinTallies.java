package dev.pentimento.evaluation.joining;

import dev.pentimento.evaluation.drift.FirstLabels;
import dev.pentimento.evaluation.drift.FirstLabels.OfWindow;
import dev.pentimento.evaluation.opinions.EventTime;
import dev.pentimento.evaluation.opinions.JudgedImage;
import dev.pentimento.evaluation.opinions.Probabilities;
import dev.pentimento.evaluation.quality.QualityTally;
import dev.pentimento.evaluation.quality.TallyKey;
import dev.pentimento.statistics.requests.Drawing;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts the decisions of the join, by champion, source and window. */
final class JoinTallies {
    private final EventTime time;
    private Map<TallyKey, QualityTally> tallies = new HashMap<>();
    private final Map<LabelledWindow, OfWindow> firstLabels = new TreeMap<>(LabelledWindow.ORDER);

    private record LabelledWindow(String version, long startMillis) {
        static final Comparator<LabelledWindow> ORDER =
                Comparator.comparing(LabelledWindow::version).thenComparing(LabelledWindow::startMillis);
    }

    JoinTallies(EventTime time) {
        this.time = time;
    }

    void seen(JudgedImage image) {
        QualityTally tally = tally(image);
        tally.seen(image.lineUp(), image.opinions());
        if (image.drawing() != null) {
            tally.drawn(image.drawing(), image.lineUp(), image.opinions());
        }
    }

    void labelled(LabelChange change) {
        JudgedImage image = change.image();
        LabelKinds before = change.kindsBefore();
        LabelKinds kinds = change.kinds();
        if (kinds.unrequested()) {
            QualityTally tally = tally(image);
            if (before.unrequested() && change.before() != ImageState.UNLABELLED) {
                tally.unlabel(image.lineUp(), image.opinions(), change.before());
            }
            if (change.after() != ImageState.UNLABELLED) {
                tally.label(image.lineUp(), image.opinions(), change.after());
            }
            if (!before.unrequested()) {
                tally.evidence(image.lineUp(), image.opinions(), change.after());
                firstLabel(image, change.after());
            }
        }
        if (kinds.requested() && image.drawing() != null) {
            answered(change, image.drawing());
        }
    }

    /** The same for labels that answer requests. */
    private void answered(LabelChange change, Drawing drawing) {
        JudgedImage image = change.image();
        QualityTally tally = tally(image);
        boolean counted = change.kindsBefore().requested();
        if (counted && change.before() != ImageState.UNLABELLED) {
            tally.unanswer(drawing, image.lineUp(), image.opinions(), change.before());
        }
        if (change.after() != ImageState.UNLABELLED) {
            tally.answer(drawing, image.lineUp(), image.opinions(), change.after());
        }
        if (!counted) {
            tally.answeredEvidence(drawing, image.lineUp(), image.opinions(), change.after());
        }
    }

    private void firstLabel(JudgedImage image, int label) {
        LabelledWindow window = new LabelledWindow(image.lineUp().champion(), time.windowStart(image));
        long right = Probabilities.best(image.opinions().original()) == label ? 1 : 0;
        firstLabels.merge(
                window,
                new OfWindow(window.version(), window.startMillis(), 1, right),
                (before, one) -> new OfWindow(
                        before.version(),
                        before.windowStartMillis(),
                        before.labelled() + 1,
                        before.right() + one.right()));
    }

    /** Returns the first labels since the last call. */
    FirstLabels drainFirstLabels() {
        FirstLabels labels = new FirstLabels(List.copyOf(firstLabels.values()));
        firstLabels.clear();
        return labels;
    }

    private QualityTally tally(JudgedImage image) {
        TallyKey key = new TallyKey(image.lineUp().champion(), image.source(), time.windowStart(image));
        return tallies.computeIfAbsent(
                key, none -> new QualityTally(image.lineUp().classes()));
    }

    void merge(TallyKey key, QualityTally change) {
        tallies.computeIfAbsent(key, none -> new QualityTally(change.classes())).merge(change);
    }

    boolean isEmpty() {
        return tallies.isEmpty();
    }

    /** Returns all counts and resets them. */
    Map<TallyKey, QualityTally> drain() {
        Map<TallyKey, QualityTally> drained = tallies;
        tallies = new HashMap<>();
        return drained;
    }
}
