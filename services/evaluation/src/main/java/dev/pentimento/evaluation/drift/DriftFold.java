package dev.pentimento.evaluation.drift;

import dev.pentimento.evaluation.harm.HarmWatch;
import dev.pentimento.evaluation.state.FrequentSources;
import dev.pentimento.evaluation.state.Mark;
import dev.pentimento.evaluation.state.UnreadableState;
import dev.pentimento.events.DriftWindow;
import dev.pentimento.events.Slice;
import dev.pentimento.serving.judges.Reference;
import dev.pentimento.statistics.drift.detection.DriftDetector;
import dev.pentimento.statistics.drift.histogram.DriftCounts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Advances the detectors batch by batch, and merges the sums of windows. The order of batches determines what a
 * detector finds, so it is the order of the log.
 *
 * <p>A window is deleted once no more images are expected for it. This is when retention and the largest capture delay
 * have passed since its end, and retention since its last change. When the last window of a reference is deleted, so
 * are its detectors and its counts of sources. If a version with that reference serves again, they start from scratch.
 */
public final class DriftFold {
    private static final int EXAMPLES = 4;

    private final DriftSettings settings;
    private final DriftState state;
    private final Detectors detectors;
    private final FrequentSources sources;
    private final HarmChecks harm;

    /**
     * Windows that must be written immediately.
     *
     * @param drift those whose drift alarm was raised or resolved
     * @param harm the one that tells of a raised or resolved alarm of harm
     */
    public record Alarms(List<DriftKey> drift, Optional<DriftKey> harm) {}

    public DriftFold(DriftSettings settings, DriftState state, UnreadableState unreadable) {
        this.settings = settings;
        this.state = state;
        detectors = new Detectors(state.detectors(), settings, unreadable);
        sources = new FrequentSources(state.sources(), settings.windows().slices());
        harm = new HarmChecks(state, settings, unreadable);
        Set<String> known = new HashSet<>(sources.owners());
        state.detectors().keys().forEach(key -> known.add(key.referenceId()));
        known.forEach(this::forgetWithoutWindows);
    }

    /**
     * Counts a batch.
     *
     * @param now time of the stream
     */
    public Alarms add(DriftBatch batch, Reference reference, long now) {
        for (DriftBatch.Group group : batch.groups()) {
            if (group.source() != null) {
                sources.add(batch.referenceId(), group.source(), group.images());
            }
        }
        Set<String> leading = sources.leading(batch.referenceId());
        List<DriftKey> alarmed = new ArrayList<>();
        slices(batch, leading).forEach((slice, groups) -> {
            groups.forEach(group -> describe(batch, reference, slice, group, now));
            DriftStep step = step(reference, groups, slice.isAll() ? leading : Set.of());
            if (detectors.step(reference, slice, step)) {
                long last = groups.stream()
                        .mapToLong(DriftBatch.Group::windowStartMillis)
                        .max()
                        .orElseThrow();
                alarmed.add(new DriftKey(reference.id(), batch.encoderId(), slice, Math.max(0, last)));
            }
        });
        return new Alarms(alarmed, harm.counted(batch, reference, detectors.of(reference, Slice.ALL)));
    }

    /**
     * Counts first labels.
     *
     * @return windows that tell of raised or resolved alarms of harm; they must be written immediately
     */
    public Set<DriftKey> add(FirstLabels labels) {
        Set<DriftKey> changed = harm.labelled(labels);
        changed.stream()
                .filter(key -> state.windows().get(key) != null)
                .forEach(key -> state.changed().put(key, Mark.PRESENT));
        return changed;
    }

    private static Map<Slice, List<DriftBatch.Group>> slices(DriftBatch batch, Set<String> leading) {
        Map<Slice, List<DriftBatch.Group>> slices = new LinkedHashMap<>();
        for (DriftBatch.Group group : batch.groups()) {
            slices.computeIfAbsent(Slice.ALL, none -> new ArrayList<>()).add(group);
            if (group.source() != null && leading.contains(group.source())) {
                slices.computeIfAbsent(Slice.ofSource(group.source()), none -> new ArrayList<>())
                        .add(group);
            }
        }
        return slices;
    }

    /** @param named sources with separate figures within the slice */
    private static DriftStep step(Reference reference, List<DriftBatch.Group> groups, Set<String> named) {
        DriftCounts counts = reference.drift().noCounts();
        long last = 0;
        List<String> examples = new ArrayList<>();
        Map<String, Long> bySource = new TreeMap<>();
        for (DriftBatch.Group group : groups) {
            counts = counts.plus(reference.drift().sums(group.sums()).counts());
            last = Math.max(last, group.lastMillis());
            examples.addAll(group.examples());
            if (group.source() != null && named.contains(group.source())) {
                bySource.merge(group.source(), group.images(), Long::sum);
            }
        }
        return new DriftStep(counts, last, examples.subList(0, Math.min(EXAMPLES, examples.size())), bySource);
    }

    private void describe(DriftBatch batch, Reference reference, Slice slice, DriftBatch.Group group, long now) {
        DriftKey key = new DriftKey(batch.referenceId(), batch.encoderId(), slice, group.windowStartMillis());
        StoredDrift known = state.windows().get(key);
        StoredDrift next = known == null
                ? StoredDrift.of(batch, group, reference.drift())
                : known.plus(batch, group, reference.drift());
        state.windows().put(key, next.changedAt(now));
        state.changed().put(key, Mark.PRESENT);
    }

    /** Windows changed since their last record. */
    List<DriftKey> changed() {
        return state.changed().keys();
    }

    /** The next revision of a window, which must be written; empty if nothing is known about it. */
    Optional<DriftWindow> revise(DriftKey key, Reference reference) {
        StoredDrift known = state.windows().get(key);
        if (known == null) {
            return Optional.empty();
        }
        StoredDrift next = known.revised();
        state.windows().put(key, next);
        state.changed().delete(key);
        SliceDrift drift = detectors.of(reference, key.slice());
        return Optional.of(DriftWindows.of(
                key, next, reference, drift, harmOf(key), settings.windows().window()));
    }

    private @Nullable HarmWatch harmOf(DriftKey key) {
        return key.slice().isAll() ? harm.of(key.referenceId()) : null;
    }

    /** Whether an alarm of harm is open; empty if the reference has no accuracy on held-out images. */
    Optional<Boolean> harmful(Reference reference) {
        return Optional.ofNullable(harm.of(reference.id())).map(HarmWatch::open);
    }

    /** The detectors of a reference: first of all images, then of each source with separate figures. */
    Map<Slice, DriftDetector> detectors(Reference reference) {
        Map<Slice, DriftDetector> all = new LinkedHashMap<>();
        all.put(Slice.ALL, detectors.of(reference, Slice.ALL).detector());
        for (String source : sources.leading(reference.id())) {
            Slice slice = Slice.ofSource(source);
            all.put(slice, detectors.of(reference, slice).detector());
        }
        return all;
    }

    /** Deletes a window if no more images are expected for it. Its last record stays in the topic. */
    void forget(DriftKey key, long now) {
        StoredDrift known = state.windows().get(key);
        long changed = known == null ? 0 : known.changedMillis(); // none: unreadable
        if (!settings.windows().closed(key.windowStartMillis(), changed, now)) {
            return;
        }
        state.windows().delete(key);
        state.changed().delete(key);
        forgetWithoutWindows(key.referenceId());
    }

    private void forgetWithoutWindows(String referenceId) {
        if (!state.windows().any(DriftKey.prefix(referenceId))) {
            detectors.forget(referenceId);
            harm.forget(referenceId);
            sources.forget(referenceId);
        }
    }
}
