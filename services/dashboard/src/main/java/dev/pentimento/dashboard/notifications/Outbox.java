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
 * them. After the first start, the same matters and messages always give the same new ones, with the same ids. Not
 * thread-safe.
 */
final class Outbox {
    /** The first message of all: what was there before is not told. */
    private static final String START = "start";

    private final Duration repeat;
    private final Duration deadLetters;
    private final Map<String, Notification> latest = new HashMap<>();
    private final Map<String, Notification> pending = new LinkedHashMap<>();
    /** The id of the first message; part of all other ids, so that those of two installations differ. */
    private String installation = UUID.randomUUID().toString();

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
        if (message.getSubject().equals(START)) {
            installation = message.getId();
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

    /**
     * Ids of messages that need not be kept, now that it is known what became of this one: the latest of a subject is
     * kept, and each that is still to be sent.
     */
    List<String> superseded(Notification concluded) {
        String subject = concluded.getSubject();
        int number = concluded.getNumber();
        Notification last = latest.get(subject);
        List<String> superseded = new ArrayList<>();
        if (concluded.getDelivery() == Delivery.PENDING) {
            return superseded;
        }
        if (number > 1 && !pending.containsKey(id(subject, number - 1))) {
            superseded.add(id(subject, number - 1));
        }
        if (last != null && last.getNumber() > number && !pending.containsKey(id(subject, number + 1))) {
            superseded.add(concluded.getId());
        }
        return superseded;
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
                && (now.isBefore(last.getCreatedAt().plus(deadLetters)) || pending.containsKey(last.getId()));
        return muted || soon ? Optional.empty() : Optional.of(message(matter, last, first, now));
    }

    /** Whether a message is about an alarm that was open when it was written. */
    static boolean open(Notification message) {
        return message.getEvent() == NotificationEvent.RAISED || message.getEvent() == NotificationEvent.REPEATED;
    }

    private Notification message(Matter matter, @Nullable Notification last, boolean skipped, Instant now) {
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
    private String id(String subject, int number) {
        return UUID.nameUUIDFromBytes((installation + "/" + subject + "#" + number).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private Notification start(Instant now) {
        return Notification.newBuilder()
                .setId(installation)
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
