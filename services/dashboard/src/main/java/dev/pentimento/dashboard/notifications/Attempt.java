package dev.pentimento.dashboard.notifications;

import dev.pentimento.events.Delivery;
import dev.pentimento.events.Notification;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one message at a time and never waits for the receiver: each step starts an attempt or looks what became of it.
 * After a failure it pauses, twice as long each time, for up to five minutes.
 */
final class Attempt {
    private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Webhook webhook;
    private final NotificationMetrics metrics;
    private @Nullable Notification message;
    private @Nullable CompletableFuture<Webhook.Answer> answer;
    private int failures;
    private Instant notBefore = Instant.MIN;

    Attempt(Webhook webhook, NotificationMetrics metrics) {
        this.webhook = webhook;
        this.metrics = metrics;
    }

    /**
     * @param next the message to send next, if there is one
     * @return a message of which is now known what became of it
     */
    Optional<Notification> step(Optional<Notification> next, Instant now) {
        if (message == null || answer == null) {
            if (next.isPresent() && !now.isBefore(notBefore)) {
                message = next.get();
                answer = webhook.send(message, now);
            }
            return Optional.empty();
        }
        if (!answer.isDone()) {
            return Optional.empty();
        }
        Notification sent = message;
        Webhook.Answer told = answer.join();
        message = null;
        answer = null;
        return concluded(sent, told, now);
    }

    private Optional<Notification> concluded(Notification sent, Webhook.Answer told, Instant now) {
        if (told instanceof Webhook.Answer.Failed failed) {
            failures++;
            Duration pause = pause(failures);
            notBefore = now.plus(pause);
            metrics.failed("receiver");
            LOG.warn(
                    "the webhook at {} does not take a message: {}; tries again in {} s",
                    webhook.host(),
                    failed.reason(),
                    pause.toSeconds());
            return Optional.empty();
        }
        failures = 0;
        if (told instanceof Webhook.Answer.Refused refused) {
            metrics.failed("refused");
            LOG.error(
                    "the webhook at {} refuses message {} for good ({}): {}",
                    webhook.host(),
                    sent.getId(),
                    refused.reason(),
                    sent.getSummary());
            return Optional.of(
                    Notification.newBuilder(sent).setDelivery(Delivery.REFUSED).build());
        }
        metrics.delivered(sent.getKind());
        LOG.info("told the webhook at {}: {} {}", webhook.host(), sent.getKind(), sent.getEvent());
        return Optional.of(
                Notification.newBuilder(sent).setDelivery(Delivery.DELIVERED).build());
    }

    static Duration pause(int failures) {
        Duration doubled = Duration.ofSeconds(1L << Math.min(failures - 1, 16));
        return doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    }
}
