package dev.pentimento.dashboard.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.dashboard.decisions.Decisions;
import dev.pentimento.dashboard.decisions.NewDecision;
import dev.pentimento.events.AlarmKind;
import dev.pentimento.events.Delivery;
import dev.pentimento.events.Notification;
import dev.pentimento.events.NotificationEvent;
import dev.pentimento.schemas.GeneratedClasses;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final Instant BEGIN = Instant.parse("2026-01-05T10:00:00Z");
    private static final String ALARM = "drift/a";

    private final Decisions decisions = new Decisions();
    /** What the topic holds, in order. */
    private final List<Notification> topic = new ArrayList<>();

    private Outbox outbox = empty();
    private Instant now = BEGIN;

    private static Outbox empty() {
        return new Outbox(Duration.ofHours(4), Duration.ofMinutes(10));
    }

    private static Matter drift(NotificationEvent event, @Nullable Matter before) {
        return new Matter(
                ALARM, AlarmKind.DRIFT, event, BEGIN, "all", "v", "drift", Map.of("size", 0.5), Map.of(), before);
    }

    private static final Matter RAISED = drift(NotificationEvent.RAISED, null);
    private static final Matter RESOLVED = drift(NotificationEvent.RESOLVED, RAISED);

    private static Matter champion(String version) {
        return new Matter(
                "champion", AlarmKind.CHAMPION, NotificationEvent.PROMOTED, BEGIN, null, version, "new", Map.of());
    }

    private static Matter deadLetters(long until) {
        return new Matter(
                "dead-letters",
                AlarmKind.DEAD_LETTERS,
                NotificationEvent.FOUND,
                BEGIN,
                null,
                null,
                "found",
                Map.of(),
                Map.of("0", until),
                null);
    }

    private List<String> due(Matter... matters) {
        List<Notification> due = outbox.due(List.of(matters), decisions, now);
        due.forEach(this::write);
        return due.stream()
                .filter(message -> message.getDelivery() == Delivery.PENDING)
                .map(message -> message.getSubject() + " " + message.getEvent())
                .toList();
    }

    private void write(Notification message) {
        topic.add(message);
        outbox.accept(message);
    }

    private void deliverAll() {
        while (outbox.next(decisions, now).isPresent()) {
            write(Notification.newBuilder(outbox.next(decisions, now).get())
                    .setDelivery(Delivery.DELIVERED)
                    .build());
        }
    }

    private void anotherInstanceTakesOver() {
        outbox = empty();
        topic.forEach(outbox::accept);
    }

    private void later(Duration time) {
        now = now.plus(time);
    }

    @BeforeAll
    static void trustGeneratedClasses() {
        GeneratedClasses.trust();
    }

    @Test
    void whatHappenedBeforeTheFirstStartIsNotToldButAnOpenAlarmIs() {
        Matter over = new Matter(
                "drift/b",
                AlarmKind.DRIFT,
                NotificationEvent.RESOLVED,
                BEGIN,
                "all",
                "v",
                "over",
                Map.of(),
                Map.of(),
                RAISED);

        assertThat(due(over, champion("v"), deadLetters(7), RAISED)).containsExactly(ALARM + " RAISED");
        assertThat(due(over, champion("v"), RAISED)).isEmpty();
        assertThat(due(champion("w"))).containsExactly("champion PROMOTED");
    }

    @Test
    void anAlarmIsToldOnceAndItsEndOnce() {
        due();

        assertThat(due(RAISED)).containsExactly(ALARM + " RAISED");
        assertThat(due(RAISED)).isEmpty();
        assertThat(due(RESOLVED)).containsExactly(ALARM + " RESOLVED");
        assertThat(due(RESOLVED)).isEmpty();
    }

    @Test
    void anAlarmThatCameAndWentWhileNobodyLookedIsToldInOrder() {
        due();

        assertThat(due(RESOLVED)).containsExactly(ALARM + " RAISED");
        assertThat(due(RESOLVED)).containsExactly(ALARM + " RESOLVED");
    }

    @Test
    void whatIsNotDeliveredOutlivesTheInstanceWithItsId() {
        due();
        due(RAISED);
        String id = outbox.next(decisions, now).orElseThrow().getId();

        anotherInstanceTakesOver();

        assertThat(due(RAISED)).isEmpty();
        assertThat(outbox.next(decisions, now)).map(Notification::getId).contains(id);
        deliverAll();
        anotherInstanceTakesOver();
        assertThat(outbox.waiting()).isZero();
        assertThat(due(RAISED)).isEmpty();
    }

    @Test
    void anOpenAlarmIsRepeatedUntilItIsAcknowledged() {
        due();
        due(RAISED);
        later(Duration.ofHours(5));
        assertThat(due(RAISED)).as("the first message still waits").isEmpty();
        deliverAll();
        assertThat(due(RAISED)).containsExactly(ALARM + " REPEATED");
        deliverAll();

        decisions.accept(new NewDecision("anna", now, now.plus(Duration.ofHours(10)), "").acknowledge(ALARM));
        later(Duration.ofHours(9));
        assertThat(due(RAISED)).isEmpty();
        later(Duration.ofHours(2));
        assertThat(due(RAISED)).as("its time is over").containsExactly(ALARM + " REPEATED");
        assertThat(due(RESOLVED)).containsExactly(ALARM + " RESOLVED");
    }

    @Test
    void anAcknowledgementOfAnEarlierFallDoesNotCountForTheNext() {
        Matter wrong = accuracy(NotificationEvent.RAISED);
        due();
        due(wrong);
        deliverAll();
        later(Duration.ofMinutes(1));
        decisions.accept(new NewDecision("anna", now, null, "").acknowledge("accuracy"));
        later(Duration.ofHours(5));
        assertThat(due(accuracy(NotificationEvent.RAISED))).isEmpty();

        due(accuracy(NotificationEvent.RESOLVED));
        later(Duration.ofHours(1));
        assertThat(due(accuracy(NotificationEvent.RAISED))).containsExactly("accuracy RAISED");
        deliverAll();
        later(Duration.ofHours(5));
        assertThat(due(accuracy(NotificationEvent.RAISED))).containsExactly("accuracy REPEATED");
    }

    private Matter accuracy(NotificationEvent event) {
        return new Matter("accuracy", AlarmKind.ACCURACY, event, now, "all", "v", "wrong", Map.of());
    }

    @Test
    void whatIsMutedIsToldWhenTheMuteEndsIfItStillStands() {
        due();
        decisions.accept(new NewDecision("anna", now, now.plus(Duration.ofHours(1)), "").mute(AlarmKind.DRIFT, "all"));

        assertThat(due(RAISED, champion("w"))).containsExactly("champion PROMOTED");
        later(Duration.ofHours(1));
        assertThat(due(RAISED)).containsExactly(ALARM + " RAISED");
    }

    @Test
    void whatCameAndWentUnderAMuteIsNeverTold() {
        due();
        decisions.accept(new NewDecision("anna", now, now.plus(Duration.ofHours(1)), "").mute(null, null));

        assertThat(due(RESOLVED, champion("w"))).isEmpty();
        later(Duration.ofHours(1));
        assertThat(due(RESOLVED, champion("w"))).isEmpty();
    }

    @Test
    void aMessageThatIsMutedBeforeItIsDeliveredWaits() {
        due();
        due(RAISED);
        decisions.accept(new NewDecision("anna", now, now.plus(Duration.ofHours(1)), "").mute(null, "all"));

        assertThat(outbox.next(decisions, now)).isEmpty();
        decisions.accept(new NewDecision("anna", now, null, "").unmute(null, "all"));
        assertThat(outbox.next(decisions, now)).isPresent();
    }

    @Test
    void ofABurstOfDeadLettersTheFirstIsToldAndThenOneMessagePerInterval() {
        due();

        assertThat(due(deadLetters(1))).containsExactly("dead-letters FOUND");
        later(Duration.ofMinutes(9));
        assertThat(due(deadLetters(9))).isEmpty();
        deliverAll();
        later(Duration.ofMinutes(1));
        assertThat(due(deadLetters(12))).containsExactly("dead-letters FOUND");
    }

    @Test
    void deadLettersAreCountedAcrossRestartsAlthoughOffsetsHaveGaps() {
        DeadLetterTally tally = new DeadLetterTally();
        tally.add(0, 3);
        tally.add(1, 10);
        Map<String, Long> told = tally.next();
        tally.add(0, 5);
        tally.add(0, 9);

        assertThat(told).containsExactlyInAnyOrderEntriesOf(Map.of("0", 4L, "1", 11L));
        assertThat(tally.after(told)).isEqualTo(2);
        assertThat(tally.after(Map.of())).isEqualTo(4);
    }

    @Test
    void lettersOfATopicThatWasMadeAgainAreCounted() {
        DeadLetterTally tally = new DeadLetterTally();
        tally.add(0, 0);
        tally.add(0, 1);

        assertThat(tally.after(Map.of("0", 90L))).isEqualTo(2);
    }

    @Test
    void twoInstallationsGiveTheirMessagesDifferentIds() {
        due();
        due(RAISED);
        String id = outbox.next(decisions, now).orElseThrow().getId();
        outbox = empty();
        topic.clear();
        due();
        due(RAISED);

        assertThat(outbox.next(decisions, now))
                .map(Notification::getId)
                .isNotEmpty()
                .isNotEqualTo(Optional.of(id));
    }

    @Test
    void whatStillIsToBeSentIsKeptWhenTheNextMessageIsOnlyRemembered() {
        due();
        due(champion("w"));
        Notification first = outbox.next(decisions, now).orElseThrow();
        decisions.accept(new NewDecision("anna", now, now.plus(Duration.ofHours(1)), "").mute(null, null));
        due(champion("x"));
        Notification second = topic.get(topic.size() - 1);

        assertThat(outbox.superseded(second)).isEmpty();
        later(Duration.ofHours(1));
        deliverAll();
        assertThat(outbox.superseded(topic.get(topic.size() - 1))).containsExactly(first.getId());
    }

    @Test
    void deadLettersDoNotQueueWhileTheReceiverIsDown() {
        due();
        due(deadLetters(1));
        later(Duration.ofHours(1));

        assertThat(due(deadLetters(9))).isEmpty();
        deliverAll();
        assertThat(due(deadLetters(9))).containsExactly("dead-letters FOUND");
    }
}
