package dev.pentimento.cli.live;

import dev.pentimento.cli.live.LiveTable.Heading;
import dev.pentimento.cli.live.LiveTable.Row;
import dev.pentimento.cli.output.Figures;
import dev.pentimento.cli.output.Tone;
import dev.pentimento.events.AccuracyEstimate;
import dev.pentimento.events.AlarmState;
import dev.pentimento.events.DriftAlarm;
import dev.pentimento.events.DriftMeasure;
import dev.pentimento.events.DriftWindow;
import dev.pentimento.events.Harm;
import dev.pentimento.events.HarmFinding;
import dev.pentimento.events.Slice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows per encoder and slice: the detector's evidence, each measure, the sampled share if drift was not measured on all
 * images, the estimated accuracy, and the evidence of harm.
 */
public final class LiveDrift implements LiveView<DriftWindow> {
    private static final List<Heading> HEADINGS = List.of(
            new Heading("SLICE", 3, 16),
            new Heading("MEASURE", 1, 24),
            new Heading("VALUE", 2, 10),
            new Heading("THRESHOLD", 4, 10),
            new Heading("ALARM", 5, 34),
            new Heading("VERSION", 6, 12),
            new Heading("WINDOW", 7, 20));

    private final LruMap<Key, Recent<DriftWindow>> slices = new LruMap<>();

    private record Key(String reference, String slice) {}

    @Override
    public void accept(DriftWindow window) {
        slices.computeIfAbsent(new Key(window.getReferenceId(), window.getSlice()), none -> new Recent<>())
                .put(window.getWindowStart(), window);
    }

    /** The whole stream first, then its sources; for each, the reference of the latest window first. */
    @Override
    public LiveTable table() {
        List<Row> rows = new ArrayList<>();
        slices.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<Key, Recent<DriftWindow>> each) ->
                                new Slice(each.getKey().slice()))
                        .thenComparing(each -> each.getValue().latestBegin(), Comparator.reverseOrder()))
                .forEach(each -> addRows(rows, each.getValue()));
        return new LiveTable(HEADINGS, "FROM 0", rows);
    }

    private static void addRows(List<Row> rows, Recent<DriftWindow> windows) {
        DriftWindow latest = windows.latest().orElseThrow();
        rows.add(row(
                latest,
                "evidence",
                Figures.whole(latest.getEvidence()),
                Figures.whole(latest.getRunLength()),
                alarm(latest),
                Sparkline.fromZero(windows.history(DriftWindow::getEvidence)),
                tone(latest.getAlarm())));
        for (DriftMeasure measure : latest.getMeasures()) {
            rows.add(row(
                    latest,
                    measure.getName(),
                    figure(measure.getValue()),
                    figure(measure.getThreshold()),
                    measure.getExceeded() ? "above its threshold" : "",
                    Sparkline.fromZero(windows.history(window -> value(window, measure.getName()))),
                    measure.getExceeded() ? Tone.NOTABLE : Tone.PLAIN));
        }
        if (latest.getSampledShare() < 1) {
            Sparkline history = Sparkline.fromZero(windows.history(DriftWindow::getSampledShare));
            rows.add(row(latest, "sampled share", latest.getSampledShare(), history, Tone.PLAIN));
        }
        AccuracyEstimate estimate = latest.getEstimate();
        if (estimate != null) {
            Sparkline history = Sparkline.fromZero(windows.history(LiveDrift::estimated));
            Tone tone = estimate.getExtrapolated() ? Tone.NOTABLE : Tone.PLAIN;
            rows.add(row(latest, "estimated accuracy", estimate.getAccuracy(), history, tone));
        } else if (latest.getNoEstimate() != null) {
            Sparkline history = Sparkline.fromZero(windows.history(LiveDrift::estimated));
            rows.add(row(latest, "estimated accuracy", "-", "", latest.getNoEstimate(), history, Tone.PLAIN));
        }
        if (latest.getHarm() != null) {
            rows.add(harm(latest, latest.getHarm(), windows));
        }
        if (latest.getUnfamiliarShare() != null) {
            Sparkline history = Sparkline.fromZero(windows.history(DriftWindow::getUnfamiliarShare));
            rows.add(row(latest, "unfamiliar images", latest.getUnfamiliarShare(), history, Tone.PLAIN));
        }
    }

    /** The evidence of the labels, whether there is harm, and the accuracy below which there is. */
    private static Row harm(DriftWindow latest, Harm harm, Recent<DriftWindow> windows) {
        return row(
                latest,
                "evidence of harm",
                Figures.whole(harm.getEvidence()),
                Figures.whole(harm.getRunLength()),
                harm.getFinding().toString().toLowerCase(Locale.ROOT) + ", limit " + Figures.share(harm.getLimit()),
                Sparkline.fromZero(windows.history(window ->
                        window.getHarm() == null ? null : window.getHarm().getEvidence())),
                harm.getFinding() == HarmFinding.HARMFUL ? Tone.BAD : Tone.PLAIN);
    }

    /** For a share, which has no threshold. */
    private static Row row(DriftWindow window, String measure, double share, Sparkline history, Tone tone) {
        return row(window, measure, Figures.share(share), "", "", history, tone);
    }

    private static Row row(
            DriftWindow window,
            String measure,
            String value,
            String threshold,
            String alarm,
            Sparkline history,
            Tone tone) {
        return new Row(
                List.of(
                        window.getSlice(),
                        measure,
                        value,
                        threshold,
                        alarm,
                        window.getModelVersion(),
                        Figures.time(window.getWindowStart())),
                history,
                tone);
    }

    private static String alarm(DriftWindow window) {
        DriftAlarm alarm = window.getAlarm();
        if (alarm == null) {
            return "none";
        }
        String state = alarm.getState().toString().toLowerCase(Locale.ROOT);
        return String.format(
                Locale.ROOT, "%s at image %d, since %d", state, alarm.getRaisedAtImage(), alarm.getStartedAtImage());
    }

    private static Tone tone(@Nullable DriftAlarm alarm) {
        if (alarm == null) {
            return Tone.PLAIN;
        }
        return alarm.getState() == AlarmState.RAISED ? Tone.BAD : Tone.GOOD;
    }

    private static @Nullable Double value(DriftWindow window, String measure) {
        return window.getMeasures().stream()
                .filter(each -> each.getName().equals(measure))
                .map(DriftMeasure::getValue)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Double estimated(DriftWindow window) {
        AccuracyEstimate estimate = window.getEstimate();
        return estimate == null ? null : estimate.getAccuracy();
    }

    private static String figure(@Nullable Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%.3g", value);
    }
}
