package dev.pentimento.cli.live;

import dev.pentimento.cli.live.LiveTable.Heading;
import dev.pentimento.cli.live.LiveTable.Row;
import dev.pentimento.cli.output.Figures;
import dev.pentimento.cli.output.Tone;
import dev.pentimento.events.Arm;
import dev.pentimento.events.ArmQuality;
import dev.pentimento.events.Comparison;
import dev.pentimento.events.QualityWindow;
import dev.pentimento.events.Slice;
import dev.pentimento.events.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One row per arm and champion: its latest window, its balanced accuracy in earlier windows, and its comparison since
 * the version became champion.
 */
public final class LiveQuality implements LiveView<QualityWindow> {
    private static final List<Heading> HEADINGS = List.of(
            new Heading("SLICE", 3, 16),
            new Heading("ARM", 1, 10),
            new Heading("VERSION", 5, 12),
            new Heading("WINDOW", 9, 20),
            new Heading("LABELLED", 7, 8),
            new Heading("ACCURACY", 8, 8),
            new Heading("BALANCED", 2, 8),
            new Heading("MACRO F1", 10, 8),
            new Heading("HELPED/HURT", 6, 16),
            new Heading("VERDICT", 4, 24));

    private final LruMap<Key, ArmTrack> arms = new LruMap<>();

    private record Key(String champion, String slice, String arm, String version) {}

    /** The windows and the verdict of one arm. */
    private static final class ArmTrack {
        private final Recent<ArmQuality> windows = new Recent<>();
        private Optional<Comparison> sinceBegin = Optional.empty();
    }

    @Override
    public void accept(QualityWindow window) {
        for (ArmQuality quality : window.getArms()) {
            Key key = new Key(window.getModelVersion(), window.getSlice(), quality.getArm(), quality.getModelVersion());
            ArmTrack arm = arms.computeIfAbsent(key, none -> new ArmTrack());
            if (window.getWindowStart() == null) {
                arm.sinceBegin = window.getComparisons().stream()
                        .filter(each -> each.getChallenger().equals(key.arm())
                                && each.getChallengerVersion().equals(key.version()))
                        .findFirst();
            } else {
                arm.windows.put(window.getWindowStart(), quality);
            }
        }
    }

    @Override
    public LiveTable table() {
        double[] scale = arms.values().stream()
                .flatMap(arm -> history(arm).stream())
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        double low = scale.length == 0 ? 0 : scale[0];
        double high = scale.length == 0 ? 1 : scale[scale.length - 1];
        // One scale for all arms, so that they can be compared.
        String heading = String.format(Locale.ROOT, "%.0f–%.0f %% BALANCED", 100 * low, 100 * high);
        List<Row> rows = new ArrayList<>();
        inOrder().forEach(key -> rows.add(row(key, Objects.requireNonNull(arms.get(key)), low, high)));
        return new LiveTable(HEADINGS, heading, rows);
    }

    /** The champion of the latest window first; the whole stream before the sources. */
    private List<Key> inOrder() {
        Map<String, Instant> latest = new HashMap<>();
        arms.forEach(
                (key, arm) -> latest.merge(key.champion(), arm.windows.latestBegin(), (a, b) -> a.isAfter(b) ? a : b));
        return arms.keySet().stream()
                .sorted(Comparator.comparing((Key key) -> Objects.requireNonNull(latest.get(key.champion())))
                        .reversed()
                        .thenComparing(Key::champion)
                        .thenComparing(key -> new Slice(key.slice()))
                        .thenComparing(key -> rank(key.arm()))
                        .thenComparing(Key::version))
                .toList();
    }

    /** Position in the order of the arms; unknown arms of a later release come last. */
    private static long rank(String written) {
        return Arrays.stream(Arm.values()).takeWhile(arm -> !arm.is(written)).count();
    }

    private static Row row(Key key, ArmTrack arm, double low, double high) {
        Optional<ArmQuality> latest = arm.windows.latest();
        List<String> cells = List.of(
                key.slice(),
                key.arm(),
                key.version(),
                latest.isPresent() ? Figures.time(arm.windows.latestBegin()) : "-",
                latest.map(each -> Long.toString(each.getLabelled())).orElse("-"),
                Figures.share(latest.map(ArmQuality::getAccuracy).orElse(null)),
                Figures.share(latest.map(ArmQuality::getBalancedAccuracy).orElse(null)),
                Figures.share(latest.map(ArmQuality::getMacroF1).orElse(null)),
                compared(arm, each -> each.getHelped() + "/" + each.getHurt()),
                compared(arm, LiveQuality::verdict));
        Verdict verdict = arm.sinceBegin.map(Comparison::getVerdict).orElse(Verdict.UNDECIDED);
        Tone tone = verdict == Verdict.HELPS ? Tone.GOOD : verdict == Verdict.HURTS ? Tone.BAD : Tone.PLAIN;
        return new Row(cells, new Sparkline(history(arm), low, high), tone);
    }

    private static List<@Nullable Double> history(ArmTrack arm) {
        return arm.windows.history(ArmQuality::getBalancedAccuracy);
    }

    private static String verdict(Comparison comparison) {
        if (comparison.getHeldBack()) {
            return "HELD BACK";
        }
        Long needed = comparison.getLabelsNeeded();
        return comparison.getVerdict() + (needed == null ? "" : ", ~" + needed + " more");
    }

    private static String compared(ArmTrack arm, Function<Comparison, Object> figure) {
        return arm.sinceBegin.map(figure).map(Object::toString).orElse("-");
    }
}
