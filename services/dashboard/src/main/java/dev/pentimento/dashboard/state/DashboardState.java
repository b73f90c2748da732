package dev.pentimento.dashboard.state;

import dev.pentimento.events.Artifact;
import dev.pentimento.events.DeadLetter;
import dev.pentimento.events.DriftWindow;
import dev.pentimento.events.ModelCommand;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Outcome;
import dev.pentimento.events.Prediction;
import dev.pentimento.events.QualityWindow;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** A bounded picture of what the topics have told so far. Thread-safe: one thread tells, many ask. */
public final class DashboardState {
    private final Limits limits;
    private final QualityHistory quality;
    private final DriftHistory drift;
    private final ModelHistory models = new ModelHistory();
    private final RecentImages images;
    private final DeadLetterHistory deadLetters = new DeadLetterHistory();
    private final Throughput throughput = new Throughput();
    private final Set<Part> changed = EnumSet.noneOf(Part.class);
    private @Nullable Instant lastPredictionAt;

    public DashboardState(Limits limits) {
        this.limits = limits;
        quality = new QualityHistory(limits);
        drift = new DriftHistory(limits);
        images = new RecentImages(limits);
    }

    /** @throws IllegalArgumentException for an event that the page has no use for */
    public synchronized void accept(SpecificRecord event) {
        if (event instanceof Prediction prediction) {
            accept(prediction);
        } else if (event instanceof Outcome outcome) {
            images.accept(outcome);
            changed(Part.MAP, Part.FLIPS);
        } else if (event instanceof QualityWindow window) {
            quality.accept(window);
            changed(Part.NOW, Part.QUALITY, Part.VERSIONS);
        } else if (event instanceof DriftWindow window) {
            drift.accept(window, images::place);
            changed(Part.NOW, Part.DRIFT, Part.QUALITY);
        } else if (event instanceof ModelVersion version) {
            models.accept(version);
            changed(Part.NOW, Part.VERSIONS, Part.QUALITY, Part.DRIFT);
        } else if (event instanceof ModelCommand command) {
            models.accept(command);
            changed(Part.COMMANDS);
        } else if (event instanceof DeadLetter letter) {
            deadLetters.accept(letter);
            changed(Part.NOW, Part.DEAD_LETTERS);
        } else {
            throw new IllegalArgumentException(
                    "no use for a " + event.getSchema().getName());
        }
    }

    private void accept(Prediction prediction) {
        images.accept(prediction);
        throughput.add(prediction.getPredictedAt());
        if (lastPredictionAt == null || prediction.getPredictedAt().isAfter(lastPredictionAt)) {
            lastPredictionAt = prediction.getPredictedAt();
        }
        changed(Part.NOW, Part.MAP, Part.FLIPS);
    }

    /** A version was taken out of the registry. */
    public synchronized void removeVersion(String version) {
        models.remove(version);
        changed(Part.NOW, Part.VERSIONS);
    }

    private void changed(Part... parts) {
        changed.addAll(List.of(parts));
    }

    /** What changed since this was asked last. */
    public synchronized Set<Part> takeChanges() {
        Set<Part> taken = EnumSet.copyOf(changed);
        changed.clear();
        return taken;
    }

    public synchronized NowView now(Instant at) {
        Optional<ModelVersion> champion = models.champion();
        Optional<QualityEntry> total =
                champion.flatMap(version -> quality.total(version.getVersion(), WindowHistory.ALL));
        Optional<QualityEntry.Paired> paired = total.flatMap(entry -> entry.against("corrected"));
        long shown = total.map(QualityEntry::images).orElse(0L);
        long labelled = total.map(QualityEntry::labelled).orElse(0L);
        return new NowView(
                at,
                Headline.of(champion, paired),
                Headline.verdict(champion, paired),
                champion.map(this::entry).orElse(null),
                champion.map(ModelVersion::getStageChangedAt).orElse(null),
                total.flatMap(entry -> entry.arm("original")).orElse(null),
                total.flatMap(entry -> entry.arm("corrected")).orElse(null),
                paired.orElse(null),
                total.stream()
                        .flatMap(entry -> entry.comparisons().stream())
                        .filter(comparison -> comparison.challenger().equals("candidate"))
                        .toList(),
                shown,
                labelled,
                shown == 0 ? null : (double) labelled / shown,
                throughput.perSecond(at),
                lastPredictionAt,
                drift.open(reference()),
                drift.latest(reference(), WindowHistory.ALL)
                        .map(DriftEntry::estimate)
                        .orElse(null),
                deadLetters.total());
    }

    /** @param slice {@code all}, or {@code source=} and the name of a source */
    public synchronized QualityView quality(String slice) {
        return new QualityView(
                slice,
                quality.slices(),
                models.champion()
                        .flatMap(version -> quality.total(version.getVersion(), slice))
                        .orElse(null),
                quality.windows(slice),
                models.swaps(quality.firstSeen()),
                alarms(slice));
    }

    /** @param slice {@code all}, or {@code source=} and the name of a source */
    public synchronized DriftView drift(String slice) {
        return new DriftView(
                slice, drift.slices(), drift.windows(slice), alarms(slice), models.swaps(quality.firstSeen()));
    }

    /** What the champion's drift is measured against; empty: there is none. */
    private String reference() {
        return models.champion()
                .map(ModelVersion::getReferenceFile)
                .map(Artifact::getSha256)
                .orElse("");
    }

    private List<AlarmEntry> alarms(String slice) {
        return drift.alarms(reference()).stream()
                .filter(alarm -> alarm.slice().equals(slice))
                .toList();
    }

    /** Newest first. */
    public synchronized List<VersionEntry> versions() {
        return models.versions().stream().map(this::entry).toList();
    }

    public synchronized Optional<VersionEntry> version(String id) {
        return models.find(id).map(this::entry);
    }

    private VersionEntry entry(ModelVersion version) {
        List<QualityEntry.Arm> live = quality.totals(WindowHistory.ALL).stream()
                .flatMap(total -> total.arms().stream())
                .filter(arm -> arm.version().equals(version.getVersion()))
                .toList();
        return VersionEntry.of(version, live);
    }

    /** Newest first. */
    public synchronized List<CommandEntry> commands() {
        return models.commands();
    }

    public synchronized Optional<CommandEntry> command(String id) {
        return models.command(id);
    }

    /** @param after the sequence of an earlier view: only what came or changed since; 0: everything */
    public synchronized MapView map(long after) {
        return new MapView(images.changes(), limits.points(), images.after(after));
    }

    /** The latest images that the champion's encoder has embedded, evenly thinned out to so many; oldest first. */
    public synchronized List<MapPoint> sample(int most) {
        List<MapPoint> all = models.champion()
                .map(version -> version.getEncoderFile().getSha256())
                .map(encoder -> images.after(0).stream()
                        .filter(point -> point.vector().encoder().equals(encoder))
                        .toList())
                .orElse(List.of());
        return IntStream.range(0, Math.min(most, all.size()))
                .mapToObj(i -> all.get((int) ((long) i * all.size() / Math.min(most, all.size()))))
                .toList();
    }

    /** The version that answers. */
    public synchronized Optional<ModelVersion> champion() {
        return models.champion();
    }

    /** Quality and drift of each slice as they stand, {@code all} first. */
    public synchronized List<SliceEntry> slices() {
        Optional<ModelVersion> champion = models.champion();
        return Stream.concat(quality.slices().stream(), drift.slices().stream())
                .distinct()
                .map(slice -> SliceEntry.of(
                        slice,
                        champion.flatMap(version -> quality.total(version.getVersion(), slice)),
                        drift.latest(reference(), slice),
                        drift.alarms(reference())))
                .toList();
    }

    /** Between which classes the arms disagree, the most frequent first. */
    public synchronized List<FlipCount> flipCounts() {
        return FlipCount.of(images.flips());
    }

    /** Newest first. */
    public synchronized List<FlipEntry> flips() {
        return images.flips();
    }

    public synchronized DeadLettersView deadLetters() {
        return new DeadLettersView(deadLetters.total(), deadLetters.counts(), deadLetters.latest());
    }
}
