package dev.pentimento.dashboard.state;

import dev.pentimento.dashboard.deadletters.DeadLetterHistory;
import dev.pentimento.dashboard.deadletters.DeadLettersView;
import dev.pentimento.dashboard.decisions.Decisions;
import dev.pentimento.dashboard.drift.AlarmEntry;
import dev.pentimento.dashboard.drift.DriftHistory;
import dev.pentimento.dashboard.history.Limits;
import dev.pentimento.dashboard.history.Span;
import dev.pentimento.dashboard.images.FlipCount;
import dev.pentimento.dashboard.images.FlipEntry;
import dev.pentimento.dashboard.images.MapPoint;
import dev.pentimento.dashboard.images.MapView;
import dev.pentimento.dashboard.images.RecentImages;
import dev.pentimento.dashboard.images.Throughput;
import dev.pentimento.dashboard.lights.Floor;
import dev.pentimento.dashboard.lights.Right;
import dev.pentimento.dashboard.quality.ArmEntry;
import dev.pentimento.dashboard.quality.QualityEntry;
import dev.pentimento.dashboard.quality.QualityHistory;
import dev.pentimento.dashboard.versions.CommandEntry;
import dev.pentimento.dashboard.versions.ModelHistory;
import dev.pentimento.dashboard.versions.VersionEntry;
import dev.pentimento.events.AlarmDecision;
import dev.pentimento.events.Arm;
import dev.pentimento.events.Comparison;
import dev.pentimento.events.DeadLetter;
import dev.pentimento.events.DriftWindow;
import dev.pentimento.events.ModelCommand;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Outcome;
import dev.pentimento.events.Prediction;
import dev.pentimento.events.QualityWindow;
import dev.pentimento.events.Slice;
import dev.pentimento.events.Stage;
import dev.pentimento.platform.models.VersionIds;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** A bounded view of the events so far. Thread-safe: one thread writes, many read. */
public final class DashboardState {
    private final Limits limits;
    private final QualityHistory quality;
    private final DriftHistory drift;
    private final ModelHistory models = new ModelHistory();
    private final RecentImages images;
    private final DeadLetterHistory deadLetters = new DeadLetterHistory();
    private final Throughput throughput = new Throughput();
    private final ChampionEvidence evidence;
    private final SpanViews spans;
    private final Decisions decisions = new Decisions();
    private final Set<Part> changed = EnumSet.noneOf(Part.class);

    /** With the usual floor of accuracy. */
    public DashboardState(Limits limits) {
        this(limits, Floor.USUAL);
    }

    /** @param floor the least accuracy that the operator accepts */
    public DashboardState(Limits limits, Floor floor) {
        this.limits = limits;
        quality = new QualityHistory(limits);
        drift = new DriftHistory(limits);
        images = new RecentImages(limits);
        evidence = new ChampionEvidence(floor, models, quality, drift);
        spans = new SpanViews(models, quality, drift, evidence, decisions);
    }

    /** @throws IllegalArgumentException for an event that the page does not use */
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
            drift.accept(window, images.points());
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
        } else if (event instanceof AlarmDecision decision) {
            decisions.accept(decision);
            changed(Part.NOW, Part.DRIFT, Part.DECISIONS);
        } else {
            throw new IllegalArgumentException(
                    "the page does not use " + event.getSchema().getName());
        }
    }

    private void accept(Prediction prediction) {
        drift.accept(images.accept(prediction));
        throughput.add(prediction.getPredictedAt());
        changed(Part.NOW, Part.MAP, Part.FLIPS);
    }

    /** A version was removed from the registry. */
    public synchronized void removeVersion(String version) {
        models.remove(version);
        changed(Part.NOW, Part.VERSIONS);
    }

    private void changed(Part... parts) {
        changed.addAll(List.of(parts));
    }

    /** The parts that changed since the last call. */
    public synchronized Set<Part> takeChanges() {
        Set<Part> taken = EnumSet.copyOf(changed);
        changed.clear();
        return taken;
    }

    public NowView now(Instant at) {
        return now(at, OptionalLong.empty());
    }

    /** @param waiting images that wait for a model; empty if there is one, or if nobody knows */
    public synchronized NowView now(Instant at, OptionalLong waiting) {
        Optional<ModelVersion> champion = models.champion();
        Optional<QualityEntry> total = champion.flatMap(version -> quality.total(version.getVersion(), Slice.ALL));
        return NowView.of(
                at,
                champion,
                evidence.right(at, waiting),
                total,
                total.map(this::candidates).orElse(List.of()),
                throughput,
                acknowledged(drift.open(models.reference())),
                drift.latest(models.reference(), Slice.ALL),
                deadLetters.total());
    }

    /** Comparisons with versions that may still become champion: the evaluation keeps those of former candidates. */
    private List<Comparison> candidates(QualityEntry total) {
        return total.comparisons().stream()
                .filter(comparison -> Arm.CANDIDATE.is(comparison.getChallenger()))
                .filter(comparison -> models.find(comparison.getChallengerVersion())
                        .filter(version -> version.getStage() == Stage.CANDIDATE)
                        .isPresent())
                .toList();
    }

    /**
     * Whether the champion is right, as far as is known.
     *
     * @param at the present
     */
    public synchronized Right right(Instant at) {
        return evidence.right(at, OptionalLong.empty());
    }

    /** With the latest windows. */
    public QualityView quality(Slice slice) {
        return quality(slice, null);
    }

    /** @param span null: the latest windows */
    public QualityView quality(Slice slice, @Nullable Span span) {
        Supplier<QualityView> view;
        synchronized (this) {
            view = spans.quality(slice, span);
        }
        return view.get();
    }

    /** The champion's classes, worst first. */
    public ClassesView classes(Slice slice, Arm arm, @Nullable Span span) {
        Supplier<ClassesView> view;
        synchronized (this) {
            view = spans.classes(slice, arm, span);
        }
        return view.get();
    }

    /** With the latest windows. */
    public DriftView drift(Slice slice) {
        return drift(slice, null);
    }

    /** @param span null: the latest windows */
    public synchronized DriftView drift(Slice slice, @Nullable Span span) {
        return spans.drift(slice, span);
    }

    /** Begin of the first window of the version in use, or of its hour or day; empty if there is no such window. */
    public synchronized Optional<Instant> championSeen() {
        return spans.championSeen();
    }

    /** Alarms of every slice that count for the champion. */
    public synchronized List<AlarmEntry> alarms() {
        return acknowledged(drift.alarms(models.reference()));
    }

    private List<AlarmEntry> acknowledged(List<AlarmEntry> alarms) {
        return alarms.stream().map(alarm -> alarm.with(decisions)).toList();
    }

    /** What operators have decided so far. */
    public synchronized Decisions decisions() {
        return decisions.copy();
    }

    /** Whether windows of quality or drift are about this slice; all images always are. */
    public synchronized boolean knows(Slice slice) {
        return quality.slices().contains(slice) || drift.slices().contains(slice);
    }

    /** Newest first. */
    public synchronized List<VersionEntry> versions() {
        return models.versions().stream().map(this::entry).toList();
    }

    public synchronized Optional<VersionEntry> version(String id) {
        return models.find(id).map(this::entry);
    }

    private VersionEntry entry(ModelVersion version) {
        List<ArmEntry> live = quality.totals(Slice.ALL).stream()
                .flatMap(total -> total.arms().stream())
                .filter(arm -> arm.quality().getModelVersion().equals(version.getVersion()))
                .map(ArmEntry::summary)
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

    /**
     * @param after the sequence of an earlier view, to get only what was added or changed since; 0 returns everything
     */
    public synchronized MapView map(long after) {
        return new MapView(images.changes(), limits.points(), images.after(after));
    }

    /** At most this many of the latest images embedded by the champion's encoder, evenly spaced; oldest first. */
    public synchronized List<MapPoint> sample(int most) {
        return models.champion()
                .map(version -> images.sample(VersionIds.encoder(version), most))
                .orElse(List.of());
    }

    /** The version in use. */
    public synchronized Optional<ModelVersion> champion() {
        return models.champion();
    }

    /** Current quality and drift of each slice, {@code all} first. */
    public synchronized List<SliceEntry> slices() {
        Optional<ModelVersion> champion = models.champion();
        return Stream.concat(quality.slices().stream(), drift.slices().stream())
                .distinct()
                .map(slice -> SliceEntry.of(
                        slice,
                        champion.flatMap(version -> quality.total(version.getVersion(), slice)),
                        drift.latest(models.reference(), slice),
                        drift.alarms(models.reference())))
                .toList();
    }

    /** The pairs of classes on which the arms disagree, most frequent first. */
    public synchronized List<FlipCount> flipCounts() {
        return FlipCount.of(images.flips());
    }

    /** Newest first. */
    public synchronized List<FlipEntry> flips() {
        return images.flips();
    }

    public synchronized DeadLettersView deadLetters() {
        return deadLetters.view();
    }
}
