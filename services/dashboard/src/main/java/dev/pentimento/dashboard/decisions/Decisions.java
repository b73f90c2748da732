package dev.pentimento.dashboard.decisions;

import dev.pentimento.events.AlarmDecision;
import dev.pentimento.events.AlarmKind;
import dev.pentimento.events.DecisionType;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The latest decision about each alarm and each mute, from the topic {@code alarm-decisions}. Not thread-safe. */
public final class Decisions {
    /** The beginning of a drift alarm's name; its id follows. */
    public static final String DRIFT = "drift/";
    /** The name of the alarm that the model is wrong too often. */
    public static final String ACCURACY = "accuracy";
    /** The name of the alarm that the champion's correction hurts. */
    public static final String CORRECTION = "correction";

    private final Map<String, AlarmDecision> latest = new LinkedHashMap<>();

    public Decisions() {}

    private Decisions(Map<String, AlarmDecision> latest) {
        this.latest.putAll(latest);
    }

    /** The record's key in the topic: what the decision is about. */
    public static String key(AlarmDecision decision) {
        return decision.getType() == DecisionType.ACKNOWLEDGEMENT
                ? acknowledgementOf(String.valueOf(decision.getAlarm()))
                : "mute/" + (decision.getKind() == null ? "" : decision.getKind()) + "/"
                        + (decision.getSlice() == null ? "" : decision.getSlice());
    }

    private static String acknowledgementOf(String alarm) {
        return "acknowledgement/" + alarm;
    }

    public void accept(AlarmDecision decision) {
        latest.put(key(decision), decision);
    }

    /** A copy that later decisions do not change. */
    public Decisions copy() {
        return new Decisions(latest);
    }

    /**
     * The acknowledgement of an alarm, also one whose time is over; empty if there is none.
     *
     * @param since when the alarm was raised: a name may be raised again, and an older acknowledgement was of the former
     *     one
     */
    public Optional<AlarmDecision> acknowledgement(String alarm, Instant since) {
        return Optional.ofNullable(latest.get(acknowledgementOf(alarm)))
                .filter(decision -> !decision.getWithdrawn())
                .filter(decision -> !decision.getDecidedAt().isBefore(since));
    }

    /** Whether an alarm is acknowledged at this time. */
    public boolean acknowledged(String alarm, Instant since, Instant now) {
        return acknowledgement(alarm, since)
                .filter(decision -> counts(decision, now))
                .isPresent();
    }

    /** Whether messages of this kind about this slice are muted. */
    public boolean muted(AlarmKind kind, @Nullable String slice, Instant now) {
        return mutes(now).stream()
                .anyMatch(mute -> (mute.getKind() == null || mute.getKind() == kind)
                        && (mute.getSlice() == null || mute.getSlice().equals(slice)));
    }

    /** The mutes that count at this time, the first to end first. */
    public List<AlarmDecision> mutes(Instant now) {
        return latest.values().stream()
                .filter(decision -> decision.getType() == DecisionType.MUTE && counts(decision, now))
                .sorted(Comparator.comparing(AlarmDecision::getUntil))
                .toList();
    }

    /** Every acknowledgement and mute that counts at this time. */
    public Collection<AlarmDecision> current(Instant now) {
        return latest.values().stream()
                .filter(decision -> counts(decision, now))
                .toList();
    }

    private static boolean counts(AlarmDecision decision, Instant now) {
        Instant until = decision.getUntil();
        boolean endless = until == null && decision.getType() == DecisionType.ACKNOWLEDGEMENT;
        return !decision.getWithdrawn() && (endless || until != null && now.isBefore(until));
    }
}
