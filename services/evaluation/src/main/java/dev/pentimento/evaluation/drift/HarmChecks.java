package dev.pentimento.evaluation.drift;

import dev.pentimento.evaluation.harm.HarmSettings;
import dev.pentimento.evaluation.harm.HarmWatch;
import dev.pentimento.evaluation.state.KeyedState;
import dev.pentimento.evaluation.state.UnreadableState;
import dev.pentimento.events.Slice;
import dev.pentimento.serving.judges.Reference;
import dev.pentimento.statistics.drift.DriftReference;
import dev.pentimento.statistics.drift.measures.DriftSums;
import dev.pentimento.statistics.estimate.CalibratedAccuracy;
import dev.pentimento.statistics.estimate.EstimateSums.Estimate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The checks for harm of all references, each stored after each change. */
final class HarmChecks {
    /** Windows are put together until they have this many images: of fewer, the estimate is uncertain. */
    private static final long ENOUGH_IMAGES = 500;

    private static final int MOST_WINDOWS = 20;

    private final DriftState state;
    private final HarmSettings settings;
    private final long windowMillis;
    private final UnreadableState unreadable;
    private final Map<String, HarmWatch> live = new HashMap<>();
    private final Map<String, String> referenceOf = new HashMap<>();

    HarmChecks(DriftState state, DriftSettings settings, UnreadableState unreadable) {
        this.state = state;
        this.settings = settings.harm();
        this.windowMillis = settings.windows().window().toMillis();
        this.unreadable = unreadable;
        Set<String> references = new HashSet<>();
        state.detectors().keys().forEach(key -> references.add(key.referenceId()));
        references.forEach(this::restore);
    }

    private void restore(String referenceId) {
        try {
            if (stored().get(DetectorKey.harm(referenceId)) instanceof SavedDetector.Harm saved) {
                HarmWatch watch = HarmWatch.restore(settings, windowMillis, saved.watch());
                if (watch != null) {
                    live.put(referenceId, watch);
                    watch.versions().forEach(version -> referenceOf.put(version, referenceId));
                }
            }
        } catch (RuntimeException e) { // damaged bytes fail anywhere
            unreadable.dropped(DriftProcessor.DETECTORS, e);
            stored().delete(DetectorKey.harm(referenceId));
        }
    }

    private KeyedState<DetectorKey, SavedDetector> stored() {
        return state.detectors();
    }

    private void store(String referenceId, HarmWatch watch) {
        stored().put(DetectorKey.harm(referenceId), new SavedDetector.Harm(watch.state()));
    }

    /** The check of a reference; null if it has no accuracy on held-out images. */
    @Nullable
    HarmWatch of(String referenceId) {
        return live.get(referenceId);
    }

    /**
     * A batch was counted.
     *
     * @param drift of all images
     * @return the window that tells of a raised or resolved alarm of harm
     */
    Optional<DriftKey> counted(DriftBatch batch, Reference reference, SliceDrift drift) {
        HarmWatch watch = watch(reference);
        if (watch == null || batch.groups().isEmpty()) {
            return Optional.empty();
        }
        long window = batch.groups().stream()
                .mapToLong(DriftBatch.Group::windowStartMillis)
                .max()
                .orElseThrow();
        referenceOf.put(batch.version(), reference.id());
        boolean changed = watch.images(
                batch.version(),
                batch.encoderId(),
                Math.max(0, window),
                batch.lastMillis(),
                drift.open(),
                (encoder, from, last) -> estimate(reference, encoder, from, last));
        store(reference.id(), watch);
        return changed ? Optional.of(key(reference.id(), watch)) : Optional.empty();
    }

    private @Nullable HarmWatch watch(Reference reference) {
        HarmWatch known = live.get(reference.id());
        CalibratedAccuracy accuracy = reference.drift().accuracy();
        if (known != null || accuracy == null) {
            return known;
        }
        HarmWatch fresh = HarmWatch.of(settings, windowMillis, accuracy.heldOut());
        if (fresh != null) {
            live.put(reference.id(), fresh);
        }
        return fresh;
    }

    private static DriftKey key(String referenceId, HarmWatch watch) {
        return new DriftKey(referenceId, watch.encoderId(), Slice.ALL, watch.latestWindow());
    }

    /** By the version's own learning only: the estimate of earlier releases promises nothing under drift. */
    private @Nullable Estimate estimate(Reference reference, String encoder, long from, long last) {
        DriftReference drift = reference.drift();
        DriftSums sums = drift.noSums();
        for (int i = 0; i < MOST_WINDOWS && sums.images() < ENOUGH_IMAGES; i++) {
            long start = last - i * windowMillis;
            if (start < from) {
                break;
            }
            StoredDrift window = state.windows().get(new DriftKey(reference.id(), encoder, Slice.ALL, start));
            if (window != null) {
                sums = sums.plus(drift.sums(window.sums()));
            }
        }
        return drift.learned() == null || sums.images() == 0
                ? null
                : DriftWindows.learned(drift, drift.learned(), sums).estimate();
    }

    /**
     * Images were labelled. Labels of a version that has no images in drift are ignored.
     *
     * @return windows that tell of raised or resolved alarms of harm
     */
    Set<DriftKey> labelled(FirstLabels labels) {
        Set<DriftKey> changed = new HashSet<>();
        for (FirstLabels.OfWindow window : labels.windows()) {
            String referenceId = referenceOf.get(window.version());
            HarmWatch watch = referenceId == null ? null : live.get(referenceId);
            if (referenceId != null && watch != null) {
                if (watch.labels(window.windowStartMillis(), window.labelled(), window.right())) {
                    changed.add(key(referenceId, watch));
                }
                store(referenceId, watch);
            }
        }
        return changed;
    }

    /** Forgets the check of a reference whose detectors were deleted. */
    void forget(String referenceId) {
        live.remove(referenceId);
        referenceOf.values().removeIf(referenceId::equals);
    }
}
