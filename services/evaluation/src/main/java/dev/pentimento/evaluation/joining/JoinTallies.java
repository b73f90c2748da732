package dev.pentimento.evaluation.joining;

import dev.pentimento.evaluation.opinions.EventTime;
import dev.pentimento.evaluation.opinions.JudgedImage;
import dev.pentimento.evaluation.quality.QualityTally;
import dev.pentimento.evaluation.quality.TallyKey;
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
        tally(image).seen(image.lineUp(), image.opinions());
    }

    void labelled(LabelChange change) {
        JudgedImage image = change.image();
        QualityTally tally = tally(image);
        if (change.before() != ImageState.UNLABELLED) {
            tally.unlabel(image.lineUp(), image.opinions(), change.before());
        }
        if (change.after() != ImageState.UNLABELLED) {
            tally.label(image.lineUp(), image.opinions(), change.after());
        }
        if (change.revision() == 1) {
            tally.evidence(image.lineUp(), image.opinions(), change.after());
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
