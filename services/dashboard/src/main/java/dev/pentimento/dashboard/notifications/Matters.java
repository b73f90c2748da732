package dev.pentimento.dashboard.notifications;

import dev.pentimento.dashboard.decisions.Decisions;
import dev.pentimento.dashboard.drift.AlarmEntry;
import dev.pentimento.dashboard.lights.State;
import dev.pentimento.dashboard.state.DashboardState;
import dev.pentimento.dashboard.state.NowView;
import dev.pentimento.events.AlarmKind;
import dev.pentimento.events.Comparison;
import dev.pentimento.events.DriftAlarm;
import dev.pentimento.events.Notification;
import dev.pentimento.events.NotificationEvent;
import dev.pentimento.events.Slice;
import dev.pentimento.platform.models.StageReasons;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds what the operator should know in what the page shows, so that page and webhook never disagree. */
final class Matters {
    private static final String CHAMPION = "champion";
    private static final String DEAD_LETTERS = "dead-letters";

    private final DashboardState state;
    private final DeadLetterTally letters;

    Matters(DashboardState state, DeadLetterTally letters) {
        this.state = state;
        this.letters = letters;
    }

    /** @param told the latest message about each subject */
    List<Matter> at(Instant now, Map<String, Notification> told) {
        NowView view = state.now(now);
        List<Matter> found = new ArrayList<>(drift(view.openAlarms(), told, now));
        accuracy(view, now).ifPresent(found::add);
        correction(view, now).ifPresent(found::add);
        champion().ifPresent(found::add);
        deadLetters(told, now).ifPresent(found::add);
        return found;
    }

    private List<Matter> drift(List<AlarmEntry> open, Map<String, Notification> told, Instant now) {
        Map<String, Matter> bySubject = new HashMap<>();
        boolean oneSource = state.slices().size() == 2;
        for (AlarmEntry alarm : state.alarms()) {
            // With one source, its alarm is the one of all images.
            boolean counts = alarm.slice().isAll() || !oneSource || told.containsKey(subject(alarm));
            if (!alarm.raised() && counts) {
                bySubject.put(subject(alarm), resolved(alarm));
            } else if (alarm.raised() && told.containsKey(subject(alarm))) {
                // The page hides the only source's alarm once all images have one; it is open nevertheless.
                bySubject.put(subject(alarm), raised(alarm));
            }
        }
        open.forEach(alarm -> bySubject.put(subject(alarm), raised(alarm)));
        List<Matter> gone = told.values().stream()
                .filter(message -> message.getKind() == AlarmKind.DRIFT && Outbox.open(message))
                .filter(message -> !bySubject.containsKey(message.getSubject()))
                .map(message -> Matter.gone(message, now, "The drift alarm no longer counts: another model is in use."))
                .toList();
        return Stream.concat(bySubject.values().stream(), gone.stream()).toList();
    }

    private static String subject(AlarmEntry alarm) {
        return Decisions.DRIFT + alarm.alarm().getId();
    }

    private static Matter raised(AlarmEntry entry) {
        DriftAlarm alarm = entry.alarm();
        String summary = "Drift in " + images(entry.slice()) + ": at least " + percent(alarm.getSize())
                + " of the images are unlike the training images." + list(" The change comes with ", alarm.getSources())
                + list(" Most changed in how often they are named: ", alarm.getClasses());
        return new Matter(
                subject(entry),
                AlarmKind.DRIFT,
                NotificationEvent.RAISED,
                alarm.getRaisedAt(),
                entry.slice().text(),
                entry.version(),
                summary,
                Map.of("size", alarm.getSize()));
    }

    private static Matter resolved(AlarmEntry entry) {
        return new Matter(
                subject(entry),
                AlarmKind.DRIFT,
                NotificationEvent.RESOLVED,
                Objects.requireNonNullElse(
                        entry.alarm().getResolvedAt(), entry.alarm().getRaisedAt()),
                entry.slice().text(),
                entry.version(),
                "The drift in " + images(entry.slice()) + " has ended.",
                Map.of(),
                Map.of(),
                raised(entry));
    }

    private static String images(Slice slice) {
        return slice.source().map(source -> "the images of " + source).orElse("all images");
    }

    private static String list(String beginning, List<String> names) {
        return names.isEmpty() ? "" : names.stream().limit(4).collect(Collectors.joining(", ", beginning, "."));
    }

    /** Between red and green there is nothing new to tell. */
    private Optional<Matter> accuracy(NowView view, Instant now) {
        Optional<NotificationEvent> event = view.right().state() == State.BAD
                ? Optional.of(NotificationEvent.RAISED)
                : view.right().state() == State.GOOD ? Optional.of(NotificationEvent.RESOLVED) : Optional.empty();
        Map<String, Double> figures = new HashMap<>();
        put(figures, "floor", view.right().floor());
        put(figures, "training", view.right().training());
        put(figures, "window", figure(view.right().window(), reading -> reading.value()));
        put(figures, "hour", figure(view.right().span(), reading -> reading.value()));
        put(figures, "estimate", figure(view.right().estimate(), estimate -> estimate.getAccuracy()));
        return event.map(what -> new Matter(
                Decisions.ACCURACY,
                AlarmKind.ACCURACY,
                what,
                now,
                Slice.ALL.text(),
                figure(view.champion(), champion -> champion.version()),
                view.right().headline() + ". " + view.right().sentence(),
                figures));
    }

    private static <T, R> @Nullable R figure(@Nullable T from, Function<T, R> figure) {
        return from == null ? null : figure.apply(from);
    }

    private static void put(Map<String, Double> figures, String name, @Nullable Double value) {
        if (value != null && Double.isFinite(value)) {
            figures.put(name, value);
        }
    }

    private Optional<Matter> correction(NowView view, Instant now) {
        Comparison comparison = view.comparison();
        if (view.champion() == null) {
            return Optional.empty();
        }
        boolean hurts = view.verdict().equals("HURTS") && comparison != null;
        Map<String, Double> figures = new HashMap<>();
        if (comparison != null) {
            put(figures, "difference", comparison.getDifference());
            put(figures, "lower", comparison.getLower());
            put(figures, "upper", comparison.getUpper());
            figures.put("labelled", (double) comparison.getLabelled());
        }
        return Optional.of(new Matter(
                Decisions.CORRECTION,
                AlarmKind.CORRECTION,
                hurts ? NotificationEvent.RAISED : NotificationEvent.RESOLVED,
                now,
                Slice.ALL.text(),
                view.champion().version(),
                hurts
                        ? "The correction hurts: " + view.helps().sentence()
                        : "The champion in use has no correction that hurts.",
                figures));
    }

    private Optional<Matter> champion() {
        return state.champion().map(version -> {
            boolean again = version.getStageReason().startsWith(StageReasons.CHAMPION_AGAIN);
            return new Matter(
                    CHAMPION,
                    AlarmKind.CHAMPION,
                    again ? NotificationEvent.ROLLED_BACK : NotificationEvent.PROMOTED,
                    version.getStageChangedAt(),
                    null,
                    version.getVersion(),
                    "Version " + version.getVersion() + " is the champion: " + version.getStageReason() + ".",
                    Map.of());
        });
    }

    private Optional<Matter> deadLetters(Map<String, Notification> told, Instant now) {
        Notification latest = told.get(DEAD_LETTERS);
        long count = letters.after(latest == null ? Map.of() : latest.getDeadLetters());
        if (count == 0) {
            return Optional.empty();
        }
        String records = count == 1 ? "1 record" : String.format(Locale.ENGLISH, "%,d records", count);
        return Optional.of(new Matter(
                DEAD_LETTERS,
                AlarmKind.DEAD_LETTERS,
                NotificationEvent.FOUND,
                now,
                null,
                null,
                records + " could not be used since the last message.",
                Map.of("count", (double) count),
                letters.next(),
                null));
    }

    private static String percent(double share) {
        return String.format(Locale.ENGLISH, "%.0f %%", 100 * share);
    }
}
