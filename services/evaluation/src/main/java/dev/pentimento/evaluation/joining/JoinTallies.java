package dev.pentimento.evaluation.joining;

import dev.pentimento.evaluation.opinions.EventTime;
import dev.pentimento.evaluation.opinions.JudgedImage;
import dev.pentimento.evaluation.quality.QualityTally;
import dev.pentimento.evaluation.quality.TallyKey;
import dev.pentimento.statistics.requests.Drawing;
import java.util.HashMap;
import java.util.Map;

/** Counts the decisions of the join, by champion, source and window. */
final class JoinTallies {
    private final EventTime time;
    private Map<TallyKey, QualityTally> tallies = new HashMap<>();

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
