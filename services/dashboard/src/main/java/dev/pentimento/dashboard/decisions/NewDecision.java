package dev.pentimento.dashboard.decisions;

import dev.pentimento.events.AlarmDecision;
import dev.pentimento.events.AlarmKind;
import dev.pentimento.events.DecisionType;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes decisions, and says in a sentence why one makes no sense. The page and the command line share these rules. */
public record NewDecision(
        String decidedBy, Instant now, @Nullable Instant until, String note) {
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final int MAX_TEXT = 500;

    /** @throws IllegalArgumentException saying what is wrong */
    public NewDecision {
        if (decidedBy.isBlank()) {
            throw new IllegalArgumentException("say who decides");
        }
        if (decidedBy.length() > MAX_TEXT || note.length() > MAX_TEXT) {
            throw new IllegalArgumentException("a name or note may have at most " + MAX_TEXT + " characters");
        }
        if (until != null && !until.isAfter(now)) {
            throw new IllegalArgumentException("the end must be in the future, not " + until);
        }
        if (until != null && until.isAfter(now.plus(LONGEST))) {
            throw new IllegalArgumentException("the end may be at most a year away, not " + until);
        }
    }

    /** @param alarm its name, as {@link Decisions} describes it */
    public AlarmDecision acknowledge(String alarm) {
        return started(DecisionType.ACKNOWLEDGEMENT).setAlarm(alarm).build();
    }

    /**
     * @param kind null: every kind
     * @param slice null: every slice, and what is not about images
     * @throws IllegalArgumentException without an end: what is muted for ever is forgotten
     */
    public AlarmDecision mute(@Nullable AlarmKind kind, @Nullable String slice) {
        if (until == null) {
            throw new IllegalArgumentException("a mute needs an end");
        }
        return started(DecisionType.MUTE).setKind(kind).setSlice(slice).build();
    }

    /** Takes back the mute of the same kind and slice. */
    public AlarmDecision unmute(@Nullable AlarmKind kind, @Nullable String slice) {
        return started(DecisionType.MUTE)
                .setKind(kind)
                .setSlice(slice)
                .setWithdrawn(true)
                .build();
    }

    private AlarmDecision.Builder started(DecisionType type) {
        return AlarmDecision.newBuilder()
                .setType(type)
                .setDecidedBy(decidedBy.strip())
                .setDecidedAt(now)
                .setUntil(until)
                .setNote(note.strip());
    }
}
