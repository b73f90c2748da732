package dev.pentimento.evaluation.quality;

import dev.pentimento.evaluation.state.KeyedState;
import dev.pentimento.evaluation.state.Mark;
import dev.pentimento.evaluation.state.SourceKey;
import dev.pentimento.evaluation.state.StateInMemory;

/**
 * The state of quality.
 *
 * @param tallies of windows, and of everything since a version was promoted
 * @param changed windows changed since their last record
 * @param waiting windows that the verdict since the version's promotion has not judged yet
 * @param sources images by version and source
 */
public record QualityState(
        KeyedState<QualityKey, RevisedTally> tallies,
        KeyedState<QualityKey, Mark> changed,
        KeyedState<QualityKey, Mark> waiting,
        KeyedState<SourceKey, Long> sources) {
    public static QualityState inMemory() {
        return new QualityState(
                new StateInMemory<>(QualityKey.FORMAT),
                new StateInMemory<>(QualityKey.FORMAT),
                new StateInMemory<>(QualityKey.FORMAT),
                new StateInMemory<>(SourceKey.FORMAT));
    }
}
