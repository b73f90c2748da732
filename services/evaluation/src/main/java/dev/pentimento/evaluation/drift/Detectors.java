package dev.pentimento.evaluation.drift;

import dev.pentimento.evaluation.state.KeyedState;
import dev.pentimento.evaluation.state.UnreadableState;
import dev.pentimento.events.Slice;
import dev.pentimento.serving.judges.Reference;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The detectors of a task, in memory, and the state that restores them bit for bit: the whole state of each detector,
 * written at every 65th step, and the steps since. A step is written before its record counts as consumed; it is a
 * hundredth of the size of a whole state.
 *
 * <p>If a state cannot be read, its detector starts from scratch, as for a new reference.
 */
final class Detectors {
    private static final int STEPS_BETWEEN_STATES = 64;

    private final KeyedState<DetectorKey, SavedDetector> state;
    private final DriftSettings settings;
    private final UnreadableState unreadable;
    private final Map<DetectorKey, Live> live = new HashMap<>();

    Detectors(KeyedState<DetectorKey, SavedDetector> state, DriftSettings settings, UnreadableState unreadable) {
        this.state = state;
        this.settings = settings;
        this.unreadable = unreadable;
    }

    private static final class Live {
        private final SliceDrift drift;
        /** How many whole states were written: steps after an earlier whole state are included in a later one. */
        private long states;

        private int steps;

        Live(SliceDrift drift) {
            this.drift = drift;
        }
    }

    /** @return whether an alarm was raised or resolved */
    boolean step(Reference reference, Slice slice, DriftStep step) {
        Live detector = live(reference, slice);
        boolean alarmChanged = detector.drift.step(step);
        if (detector.steps < STEPS_BETWEEN_STATES) {
            state.put(
                    new DetectorKey(reference.id(), slice, detector.steps),
                    SavedDetector.Step.of(detector.states, step));
            detector.steps++;
        } else {
            detector.states++;
            detector.steps = 0;
            state.put(
                    DetectorKey.whole(reference.id(), slice),
                    new SavedDetector.Whole(detector.states, detector.drift.state()));
        }
        return alarmChanged;
    }

    SliceDrift of(Reference reference, Slice slice) {
        return live(reference, slice).drift;
    }

    private Live live(Reference reference, Slice slice) {
        return live.computeIfAbsent(DetectorKey.whole(reference.id(), slice), none -> restore(reference, slice));
    }

    private Live restore(Reference reference, Slice slice) {
        try {
            return restored(reference, slice);
        } catch (RuntimeException e) { // damaged bytes fail anywhere
            unreadable.dropped(DriftProcessor.DETECTORS, e);
            state.delete(DetectorKey.whole(reference.id(), slice));
            deleteSteps(reference, slice, 0);
            return new Live(fresh(reference, slice));
        }
    }

    private SliceDrift fresh(Reference reference, Slice slice) {
        return new SliceDrift(reference.drift().histograms(), settings.runLength(slice));
    }

    private Live restored(Reference reference, Slice slice) {
        Live detector = new Live(fresh(reference, slice));
        boolean whole = false;
        if (state.get(DetectorKey.whole(reference.id(), slice)) instanceof SavedDetector.Whole saved) {
            detector = new Live(SliceDrift.restore(reference.drift().histograms(), saved.drift()));
            detector.states = saved.states();
            whole = true;
        }
        SavedDetector.Step next = step(reference, slice, 0);
        while (next != null && next.states() == detector.states) {
            detector.drift.step(next.counted(reference));
            detector.steps++;
            next = step(reference, slice, detector.steps);
        }
        SavedDetector.Step behind = step(reference, slice, detector.steps + 1);
        boolean gap = behind != null && behind.states() == detector.states;
        if (gap || (!whole && next != null)) { // a step or the state is unreadable: the rest must not be repeated later
            deleteSteps(reference, slice, detector.steps);
        }
        return detector;
    }

    private SavedDetector.@Nullable Step step(Reference reference, Slice slice, int number) {
        return state.get(new DetectorKey(reference.id(), slice, number)) instanceof SavedDetector.Step step
                ? step
                : null;
    }

    private void deleteSteps(Reference reference, Slice slice, int from) {
        for (int step = from; step < STEPS_BETWEEN_STATES; step++) {
            state.delete(new DetectorKey(reference.id(), slice, step));
        }
    }

    /** Deletes the detectors of a reference that no longer has images. */
    void forget(String referenceId) {
        live.keySet().removeIf(key -> key.referenceId().equals(referenceId));
        state.keys(DetectorKey.prefix(referenceId)).forEach(state::delete);
    }
}
