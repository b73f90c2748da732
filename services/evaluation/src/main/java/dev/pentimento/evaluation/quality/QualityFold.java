package dev.pentimento.evaluation.quality;

import dev.pentimento.evaluation.state.FrequentSources;
import dev.pentimento.evaluation.state.Mark;
import dev.pentimento.events.QualityWindow;
import dev.pentimento.events.Slice;
import dev.pentimento.statistics.verdict.VerdictRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Merges changes of counts into windows and into totals since a version was promoted, and decides which of them must be
 * written. The comparisons of a total count since the last drift alarm was resolved. The stream and a replay run it,
 * each on its own {@link QualityState}; a replay hears of no alarm.
 *
 * <p>A window is deleted once no more images or labels are expected for it. This is when retention and the largest
 * capture delay have passed since its end, and retention since its last change. When the last window of a version is
 * deleted, so are its counts of sources. Totals stay, because a former champion may serve again.
 */
public final class QualityFold {
    private final QualitySettings settings;
    private final QualityState state;
    private final QualityWindows windows;
    private final FrequentSources sources;
    private final VerdictQueue queue;
    /** Sources whose windows have been written so far, by version. */
    private final Map<String, Set<String>> written = new HashMap<>();

    public QualityFold(QualitySettings settings, QualityState state) {
        this.settings = settings;
        this.state = state;
        windows = new QualityWindows(settings.windows().window(), new VerdictRule(settings.level(), settings.margin()));
        sources = new FrequentSources(state.sources(), settings.windows().slices());
        queue = new VerdictQueue(state.waiting(), settings.windows().window(), settings.labelHorizon());
        sources.owners().forEach(this::forgetWithoutWindows);
    }

    /**
     * Merges changes into the windows and totals of their slices.
     *
     * @param now stream time
     */
    public void add(List<TallyChange> changes, long now) {
        Map<QualityKey, QualityTally> bySlice = new LinkedHashMap<>(); // all images before the sources
        for (TallyChange change : changes) {
            TallyKey key = change.key();
            add(bySlice, key.in(Slice.ALL), change.tally());
            String source = key.source();
            if (source != null
                    && sources.add(key.version(), source, change.tally().images())) {
                add(bySlice, key.in(Slice.ofSource(source)), change.tally());
            }
        }
        bySlice.forEach((key, change) -> merge(key, change, now));
    }

    private static void add(Map<QualityKey, QualityTally> changes, QualityKey key, QualityTally change) {
        changes.computeIfAbsent(key, none -> new QualityTally(change.classes())).merge(change);
    }

    /**
     * Starts the evidence of all comparisons again, because an alarm was resolved. It then consists of the windows that
     * begin after the one in which the stream had returned.
     *
     * @param now stream time
     */
    public void driftEnded(DriftEnded ended, long now) {
        for (QualityKey key : state.tallies().keys()) {
            RevisedTally known =
                    key.windowStartMillis() == null ? state.tallies().get(key) : null;
            PairEpoch before = known == null ? null : known.epoch();
            if (known != null && (before == null || before.startMillis() < ended.windowEndMillis())) {
                long number = before == null ? 1 : before.number() + 1;
                PairEpoch epoch = new PairEpoch(number, ended.alarm(), ended.windowEndMillis());
                QualityTally counted = evidence(key, known.tally(), epoch);
                state.tallies().put(key, new RevisedTally(known.revision(), now, counted, epoch));
                state.changed().put(key, Mark.PRESENT);
            }
        }
    }

    /** A total with the comparisons of the epoch's windows. */
    private QualityTally evidence(QualityKey total, QualityTally counted, PairEpoch epoch) {
        QualityTally tally = counted.withoutComparisons();
        for (QualityKey window : state.tallies().keys(QualityKey.prefixOfWindows(total.version(), total.slice()))) {
            RevisedTally known = state.tallies().get(window);
            if (known != null && !epoch.startsAfter(window) && !queue.holds(window)) {
                tally.merge(known.tally().comparisonsAlone());
            }
        }
        return tally;
    }

    private void merge(QualityKey key, QualityTally change, long now) {
        RevisedTally known = state.tallies().get(key);
        boolean waits = queue.waits(key, known == null);
        merge(key, known, null, change, now);
        mergeTotal(key, waits ? change.withoutComparisons() : change, now);
    }

    private void mergeTotal(QualityKey key, QualityTally change, long now) {
        QualityKey total = key.total();
        RevisedTally known = state.tallies().get(total);
        PairEpoch epoch = known == null ? ofOtherTotals(total) : known.epoch();
        if (epoch == null || !epoch.startsAfter(key)) {
            merge(total, known, epoch, change, now);
        } else {
            PairEpoch lived = epoch.number() == 0 ? epoch.numbered(1) : epoch;
            merge(total, known, lived, change.withoutComparisons(), now);
        }
    }

    /** The epoch that a new total belongs to: the notice of its beginning may have come before the version's first image. */
    private @Nullable PairEpoch ofOtherTotals(QualityKey total) {
        if (!total.slice().isAll()) {
            RevisedTally all = state.tallies().get(new QualityKey(total.version(), Slice.ALL, null));
            return all == null || all.epoch() == null ? null : all.epoch().numbered(0);
        }
        PairEpoch latest = null;
        for (QualityKey key : state.tallies().keys()) {
            RevisedTally other =
                    key.windowStartMillis() == null ? state.tallies().get(key) : null;
            PairEpoch epoch = other == null ? null : other.epoch();
            if (epoch != null && (latest == null || epoch.startMillis() > latest.startMillis())) {
                latest = epoch;
            }
        }
        return latest == null ? null : latest.numbered(0);
    }

    private void merge(
            QualityKey key, @Nullable RevisedTally known, @Nullable PairEpoch epoch, QualityTally change, long now) {
        QualityTally merged = new QualityTally(change.classes());
        merged.merge(change);
        if (known != null) {
            merged.merge(known.tally());
        }
        long revision = known == null ? 0 : known.revision();
        state.tallies().put(key, new RevisedTally(revision, now, merged, epoch));
        state.changed().put(key, Mark.PRESENT);
    }

    /**
     * Lets the verdicts judge the windows that have waited long enough.
     *
     * @return keys of all windows that must be written now: those that changed, and earlier windows of a source that
     *     has become one of the most frequent
     */
    public List<QualityKey> due(long streamMillis) {
        judge(streamMillis);
        List<QualityKey> changed = state.changed().keys();
        Map<String, Set<String>> leading = new HashMap<>();
        changed.forEach(key -> leading.computeIfAbsent(key.version(), sources::leading));
        List<QualityKey> due = new ArrayList<>();
        leading.forEach((version, now) -> due.addAll(pastOfNewcomers(version, now)));
        for (QualityKey key : changed) {
            if (leads(key, leading.getOrDefault(key.version(), Set.of()))) {
                due.add(key);
            } else {
                state.changed().delete(key);
            }
        }
        return due;
    }

    private void judge(long streamMillis) {
        for (QualityKey key : queue.takeRipe(streamMillis, this::complete)) {
            RevisedTally known = state.tallies().get(key);
            if (known != null) {
                mergeTotal(key, known.tally().comparisonsAlone(), streamMillis);
            }
        }
    }

    private boolean complete(QualityKey key) {
        RevisedTally known = state.tallies().get(key);
        return known != null && known.tally().complete();
    }

    private static boolean leads(QualityKey key, Set<String> leading) {
        return key.slice().source().map(leading::contains).orElse(true);
    }

    private List<QualityKey> pastOfNewcomers(String version, Set<String> leading) {
        Set<String> before = written.put(version, leading);
        if (before == null) {
            return List.of(); // after a restart, they are already known or have no earlier windows
        }
        Set<String> newcomers = new HashSet<>(leading);
        newcomers.removeAll(before);
        List<QualityKey> past = new ArrayList<>();
        for (String source : newcomers) {
            past.addAll(state.tallies().keys(QualityKey.prefix(version, Slice.ofSource(source))));
        }
        past.removeIf(key -> state.changed().get(key) != null);
        return past;
    }

    /** The next revision of a window, which must be written; empty if nothing is known about it. */
    public Optional<QualityWindow> revise(QualityKey key) {
        state.changed().delete(key);
        RevisedTally known = state.tallies().get(key);
        if (known == null) {
            return Optional.empty();
        }
        RevisedTally next = known.revised();
        state.tallies().put(key, next);
        return Optional.of(window(key, next));
    }

    /** The current state of a window, without a new revision; empty if nothing is known about it. */
    Optional<QualityWindow> present(QualityKey key) {
        return Optional.ofNullable(state.tallies().get(key)).map(known -> window(key, known));
    }

    private QualityWindow window(QualityKey key, RevisedTally known) {
        return windows.of(key, known, labels(key, known.epoch()));
    }

    private LabelCoverage labels(QualityKey key, @Nullable PairEpoch epoch) {
        List<QualityTally> bySource = new ArrayList<>();
        if (key.slice().isAll()) {
            sources.leading(key.version()).stream()
                    .sorted() // sums of real numbers in one order
                    .map(source -> new QualityKey(key.version(), Slice.ofSource(source), key.windowStartMillis()))
                    .forEach(each -> addTally(bySource, each));
        }
        List<QualityTally> waiting = new ArrayList<>();
        if (key.windowStartMillis() == null) {
            queue.waiting(key.version(), key.slice()).stream()
                    .filter(window -> epoch == null || !epoch.startsAfter(window))
                    .forEach(window -> addTally(waiting, window));
        }
        return new LabelCoverage(bySource, waiting);
    }

    private void addTally(List<QualityTally> tallies, QualityKey key) {
        RevisedTally known = state.tallies().get(key);
        if (known != null) {
            tallies.add(known.tally());
        }
    }

    /** Deletes a window if it can no longer change. Its last record stays in the topic. */
    void forget(QualityKey key, long now) {
        Long start = key.windowStartMillis();
        RevisedTally known = state.tallies().get(key);
        long changed = known == null ? 0 : known.changedMillis(); // none: unreadable
        if (start == null || !settings.windows().closed(start, changed, now)) {
            return;
        }
        state.tallies().delete(key);
        state.changed().delete(key);
        if (key.slice().isAll()) {
            forgetWithoutWindows(key.version());
        }
    }

    private void forgetWithoutWindows(String version) {
        if (!state.tallies().any(QualityKey.prefixOfWindows(version, Slice.ALL))) {
            sources.forget(version);
            written.remove(version);
        }
    }
}
