package dev.pentimento.dashboard.notifications;

import dev.pentimento.dashboard.decisions.Decisions;
import dev.pentimento.events.AlarmKind;
import dev.pentimento.events.Delivery;
import dev.pentimento.events.Notification;
import dev.pentimento.events.NotificationEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Decides what is told, from what was told: the latest message of each subject, as the topic {@code notifications} has
 * them. The same matters and the same messages always give the same new ones, with the same ids. Not thread-safe.
 */
final class Outbox {
    /** The first message of all: what was there before is not told. */
    private static final String START = "start";

    private final Duration repeat;
    private final Duration deadLetters;
    private final Map<String, Notification> latest = new HashMap<>();
    private final Map<String, Notification> pending = new LinkedHashMap<>();

    /**
     * @param repeat how often an open alarm is told again
     * @param deadLetters shortest time between two messages about dead letters
     */
    Outbox(Duration repeat, Duration deadLetters) {
        this.repeat = repeat;
        this.deadLetters = deadLetters;
    }

    /** A message was written, or was delivered. */
    void accept(Notification message) {
        Notification known = latest.get(message.getSubject());
        if (known == null || known.getNumber() <= message.getNumber()) {
            latest.put(message.getSubject(), message);
        }
        if (message.getDelivery() == Delivery.PENDING) {
            pending.putIfAbsent(message.getId(), message);
        } else {
            pending.remove(message.getId());
        }
    }

    /** The latest message of each subject. */
    Map<String, Notification> told() {
        return Collections.unmodifiableMap(latest);
    }

    int waiting() {
        return pending.size();
    }

    /** The next message to send; one that has been muted meanwhile waits until the mute ends. */
    Optional<Notification> next(Decisions decisions, Instant now) {
        return pending.values().stream()
                .filter(message -> !decisions.muted(message.getKind(), message.getSlice(), now))
                .findFirst();
    }

    /** The new messages, which the caller writes and then passes to {@link #accept}. */
    List<Notification> due(Collection<Matter> matters, Decisions decisions, Instant now) {
        boolean first = !latest.containsKey(START);
        List<Notification> due = new ArrayList<>();
        for (Matter matter : matters) {
            boolean muted = decisions.muted(matter.kind(), matter.slice(), now);
            due(matter, muted, first, decisions, now).ifPresent(due::add);
        }
        if (first) {
            due.add(start(now));
        }
        return due;
    }

    private Optional<Notification> due(Matter matter, boolean muted, boolean first, Decisions decisions, Instant now) {
        Notification last = latest.get(matter.subject());
        return switch (matter.event()) {
            case RAISED -> muted ? Optional.empty() : raised(matter, last, decisions, now);
            case RESOLVED -> resolved(matter, last, muted, first, now);
            case FOUND -> found(matter, last, muted, first, now);
            default -> {
                boolean known = last != null
                        && matter.at().equals(last.getAt())
                        && String.valueOf(matter.version()).equals(last.getVersion());
                yield known ? Optional.empty() : Optional.of(message(matter, last, muted || first, now));
            }
        };
    }

    private Optional<Notification> raised(
            Matter matter, @Nullable Notification last, Decisions decisions, Instant now) {
        if (last == null || !open(last)) {
            return Optional.of(message(matter, last, false, now));
        }
        boolean soon = now.isBefore(last.getCreatedAt().plus(repeat)) || pending.containsKey(last.getId());
        if (soon || decisions.acknowledged(matter.subject(), raisedAt(last), now)) {
            return Optional.empty();
        }
        return Optional.of(Notification.newBuilder(message(matter, last, false, now))
                .setEvent(NotificationEvent.REPEATED)
                .setAt(last.getAt())
                .build());
    }

    /** The id of a drift alarm is never used again; other names are. */
    private static Instant raisedAt(Notification message) {
        return message.getKind() == AlarmKind.DRIFT ? Instant.EPOCH : message.getAt();
    }

    private Optional<Notification> resolved(
            Matter matter, @Nullable Notification last, boolean muted, boolean first, Instant now) {
        if (last != null) {
            return open(last) && !muted ? Optional.of(message(matter, last, false, now)) : Optional.empty();
        }
        if (matter.before() == null) {
            return Optional.empty();
        }
        return Optional.of(
                muted || first
                        ? message(matter, null, true, now)
                        : message(matter.before(), null, false, now)); // its end is told next
    }

    private Optional<Notification> found(
            Matter matter, @Nullable Notification last, boolean muted, boolean first, Instant now) {
        boolean soon = last != null
                && last.getDelivery() != Delivery.SKIPPED
                && now.isBefore(last.getCreatedAt().plus(deadLetters));
        return muted || soon ? Optional.empty() : Optional.of(message(matter, last, first, now));
    }

    /** Whether a message is about an alarm that was open when it was written. */
    static boolean open(Notification message) {
        return message.getEvent() == NotificationEvent.RAISED || message.getEvent() == NotificationEvent.REPEATED;
    }

    private static Notification message(Matter matter, @Nullable Notification last, boolean skipped, Instant now) {
        int number = last == null ? 1 : last.getNumber() + 1;
        return Notification.newBuilder()
                .setId(id(matter.subject(), number))
                .setSubject(matter.subject())
                .setNumber(number)
                .setKind(matter.kind())
                .setEvent(matter.event())
                .setAt(matter.at())
                .setSlice(matter.slice())
                .setVersion(matter.version())
                .setSummary(matter.summary())
                .setFigures(matter.figures())
                .setDeadLetters(matter.deadLetters())
                .setCreatedAt(now)
                .setDelivery(skipped ? Delivery.SKIPPED : Delivery.PENDING)
                .build();
    }

    /** The same for two instances that both believe it is their turn, so that a receiver can drop the second message. */
    static String id(String subject, int number) {
        return UUID.nameUUIDFromBytes((subject + "#" + number).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private static Notification start(Instant now) {
        return Notification.newBuilder()
                .setId(id(START, 1))
                .setSubject(START)
                .setNumber(1)
                .setKind(AlarmKind.OTHER)
                .setEvent(NotificationEvent.OTHER)
                .setAt(now)
                .setSummary("What happened before this is not told.")
                .setCreatedAt(now)
                .setDelivery(Delivery.SKIPPED)
                .build();
    }
}
