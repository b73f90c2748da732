package dev.pentimento.evaluation.drift;

import dev.pentimento.evaluation.state.KeyedState;
import dev.pentimento.evaluation.state.Mark;
import dev.pentimento.evaluation.state.SourceKey;
import dev.pentimento.evaluation.state.StateInMemory;

/**
 * The state of drift.
 *
 * @param detectors whole states and steps
 * @param windows sums by window
 * @param changed windows changed since their last record
 * @param sources images by reference and source
 */
public record DriftState(
        KeyedState<DetectorKey, SavedDetector> detectors,
        KeyedState<DriftKey, StoredDrift> windows,
        KeyedState<DriftKey, Mark> changed,
        KeyedState<SourceKey, Long> sources) {
    public static DriftState inMemory() {
        return new DriftState(
                new StateInMemory<>(DetectorKey.FORMAT),
                new StateInMemory<>(DriftKey.FORMAT),
                new StateInMemory<>(DriftKey.FORMAT),
                new StateInMemory<>(SourceKey.FORMAT));
    }
}
