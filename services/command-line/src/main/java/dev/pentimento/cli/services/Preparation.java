package dev.pentimento.cli.services;

import dev.pentimento.cli.process.StopSignal;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.failures.Causes;
import dev.pentimento.platform.kafka.Contracts;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.UnresolvedBrokersException;
import dev.pentimento.platform.operations.Health;
import dev.pentimento.platform.rights.RightsCheck;
import dev.pentimento.platform.settings.TopicCreation;
import dev.pentimento.platform.settings.TopicSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prepares topics and schemas before a service starts. It never changes an existing topic. While the brokers or the
 * schema registry are unavailable, it waits, and reports that in the readiness check and in the log. It fails if a
 * retry cannot help.
 */
public final class Preparation {
    private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);
    private static final String PART = "start";
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration REMINDER = Duration.ofMinutes(1);

    private final Health health;
    private final Runnable steps;
    private final Duration pause;
    private volatile Optional<String> problem = Optional.empty();
    private long reminded;

    /** @param steps steps that may be repeated */
    Preparation(Health health, Runnable steps, Duration pause) {
        this.health = health;
        this.steps = steps;
        this.pause = pause;
    }

    /** @param internal topics that the service creates under its own prefix */
    public static Preparation of(ServiceContext context, List<String> internal) {
        Set<Topic> topics = context.topics().of(context.clients().rights());
        return of(context.health(), () -> {
            try (Admin admin = context.clients().admin("topics")) {
                prepareTopics(context, admin, topics, internal);
            } catch (TopicAuthorizationException e) {
                throw context.clients()
                        .missingRight(e)
                        .<RuntimeException>map(each -> each)
                        .orElse(e);
            }
            Contracts.announce(
                    context.settings(), context.topics(), context.events().registry(), topics);
        });
    }

    /** @param steps may be repeated */
    static Preparation of(Health health, Runnable steps) {
        return new Preparation(health, steps, PAUSE);
    }

    private static void prepareTopics(ServiceContext context, Admin admin, Set<Topic> topics, List<String> internal) {
        RightsCheck rights = new RightsCheck(admin, context.clients().rights());
        rights.require(internal);
        if (context.settings().topics().creation() == TopicCreation.NEVER) {
            context.topics().require(admin, topics);
        } else if (!context.topics().createMissing(admin, topics).isEmpty()) {
            rights.require(internal); // brokers report rights only for existing topics
        }
    }

    /**
     * Prepares the service, however long the brokers or the registry are unavailable.
     *
     * @return false if the stop signal arrived first
     * @throws RuntimeException if a retry cannot help, with the reason
     */
    public boolean await(StopSignal stop) throws InterruptedException {
        FutureTask<Boolean> preparing = new FutureTask<>(() -> insist(stop));
        health.readiness(PART, () -> problem);
        stop.onRequest(() -> preparing.cancel(true));
        preparing.run();
        boolean stopped = preparing.isCancelled() || stop.requested();
        if (stopped) {
            Thread.interrupted(); // the interrupt that ended the preparation must not interrupt the shutdown of the
            // service
            return false;
        }
        health.remove(PART);
        try {
            return preparing.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        }
    }

    private boolean insist(StopSignal stop) throws InterruptedException {
        while (true) {
            try {
                steps.run();
                problem.ifPresent(solved -> LOG.info("the connection is back; continuing"));
                return true;
            } catch (RuntimeException e) {
                note(transientCause(e).orElseThrow(() -> e));
            }
            if (stop.await(pause)) {
                return false;
            }
        }
    }

    /** When a cluster starts, its brokers register one after the other, so there may be too few for a new topic. */
    private static Optional<Throwable> transientCause(RuntimeException failure) {
        return Causes.<Throwable>first(failure, RetriableException.class)
                .or(() -> Causes.first(failure, InvalidReplicationFactorException.class));
    }

    private void note(Throwable away) {
        String text = waitingFor(away) + away.getMessage();
        if (problem.isEmpty() || System.nanoTime() - reminded > REMINDER.toNanos()) {
            LOG.warn("{}", text);
            reminded = System.nanoTime();
        }
        problem = Optional.of(text);
    }

    private static String waitingFor(Throwable away) {
        if (away instanceof UnknownTopicOrPartitionException || away instanceof UnresolvedBrokersException) {
            return "waiting: ";
        }
        return away instanceof InvalidReplicationFactorException
                ? "waiting for more brokers, or for a smaller " + TopicSettings.REPLICATION_FACTOR + ": "
                : "waiting for the brokers or the schema registry: ";
    }
}
