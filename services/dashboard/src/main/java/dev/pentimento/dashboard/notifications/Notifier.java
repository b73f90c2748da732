package dev.pentimento.dashboard.notifications;

import dev.pentimento.dashboard.decisions.Decisions;
import dev.pentimento.dashboard.state.DashboardState;
import dev.pentimento.events.Notification;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.EventWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the webhook what the page shows, on its own thread. A message is written to Kafka before it is sent, so it is
 * delivered at least once. If Kafka fails, it tries again; the page goes on without it.
 */
public final class Notifier implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);
    private static final Duration PACE = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration STOP = Duration.ofSeconds(15);

    private final ServiceContext context;
    private final NotifySettings settings;
    private final DashboardState state;
    private final Supplier<Optional<String>> problem;
    private final Matters matters;
    private final NotificationMetrics metrics;
    private final Optional<Attempt> attempt;
    private final EventWriter writer;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "dashboard-notifications");
    private volatile @Nullable OutboxTopic topic;

    /** @param problem why the state may be outdated or incomplete, if it may */
    public Notifier(
            ServiceContext context,
            NotifySettings settings,
            DashboardState state,
            DeadLetterTally letters,
            Supplier<Optional<String>> problem) {
        this.context = context;
        this.settings = settings;
        this.state = state;
        this.problem = problem;
        matters = new Matters(state, letters);
        metrics = new NotificationMetrics(context.metrics());
        writer = new EventWriter(context.clients(), context.events(), "dashboard-notifications-writer");
        attempt = settings.address().map(this::attempt);
    }

    private Attempt attempt(URI address) {
        return new Attempt(new Webhook(settings, address, context.topics().prefixed("")), metrics);
    }

    /** Does nothing without a webhook. */
    public void start() {
        if (attempt.isPresent()) {
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void run() {
        while (stopped.getCount() > 0) {
            try (OutboxTopic turn =
                    new OutboxTopic(context, writer, () -> new Outbox(settings.repeat(), settings.deadLetters()))) {
                topic = turn;
                while (stopped.getCount() > 0) {
                    step(turn);
                }
            } catch (WakeupException | InterruptException e) {
                return;
            } catch (KafkaException e) {
                metrics.failed("kafka");
                LOG.warn("messages to the webhook wait: {}", e.getMessage());
                pause();
            } catch (RuntimeException e) {
                metrics.failed("internal");
                LOG.error("messages to the webhook wait after an error", e);
                pause();
            }
        }
    }

    private void step(OutboxTopic turn) {
        Optional<Outbox> mine = turn.poll(PACE);
        metrics.waiting(mine.map(Outbox::waiting).orElse(0));
        if (mine.isEmpty() || problem.get().isPresent()) {
            return;
        }
        Outbox outbox = mine.get();
        Instant now = context.clock().instant();
        Decisions decisions = state.decisions();
        for (Notification message : outbox.due(matters.at(now, outbox.told()), decisions, now)) {
            turn.write(message);
        }
        attempt.flatMap(each -> each.step(outbox.next(decisions, now), now)).ifPresent(turn::write);
    }

    private void pause() {
        try {
            stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops soon. What is being sent may be sent again after the next start. */
    @Override
    public void close() {
        stopped.countDown();
        OutboxTopic turn = topic;
        if (turn != null) {
            turn.wakeUp();
        }
        try {
            thread.join(STOP.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        writer.close();
    }
}
