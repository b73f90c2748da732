package dev.pentimento.platform.operations;

import dev.pentimento.platform.kafka.KafkaClients;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks every two seconds whether the brokers answer, and reports it to readiness. A consumer that waits for records
 * would not notice that the brokers are gone.
 */
public final class BrokerWatch implements AutoCloseable {
    static final String PART = "broker";
    private static final Logger LOG = LoggerFactory.getLogger(BrokerWatch.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final Probe probe;
    private volatile Optional<String> problem = Optional.of("the brokers were not asked yet");
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread watch = new Thread(work, "broker-watch");
        watch.setDaemon(true);
        return watch;
    });
    private Runnable release = () -> {};

    /** A request to the brokers. */
    interface Probe {
        /** Returns once they have answered. */
        void ask() throws ExecutionException, TimeoutException, InterruptedException;
    }

    BrokerWatch(Probe probe, Health health) {
        this.probe = probe;
        health.readiness(PART, () -> problem);
    }

    /** Checks until it is closed. */
    public static BrokerWatch start(KafkaClients clients, Health health) {
        AtomicReference<@Nullable Admin> made = new AtomicReference<>(); // created lazily: a name may not resolve yet
        int patience = (int) ANSWER.toMillis();
        BrokerWatch watch = new BrokerWatch(
                () -> admin(made, clients)
                        .describeCluster(new DescribeClusterOptions().timeoutMs(patience))
                        .nodes()
                        .get(patience, TimeUnit.MILLISECONDS),
                health);
        watch.release = () -> Optional.ofNullable(made.get()).ifPresent(admin -> admin.close(Duration.ZERO));
        watch.thread.scheduleWithFixedDelay(watch::look, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        return watch;
    }

    private static Admin admin(AtomicReference<@Nullable Admin> made, KafkaClients clients) {
        Admin admin = made.get();
        if (admin == null) {
            admin = clients.admin("broker-watch");
            made.set(admin);
        }
        return admin;
    }

    /** Checks once. */
    void look() {
        Optional<String> before = problem;
        try {
            probe.ask();
            problem = Optional.empty();
            if (before.isPresent()) {
                LOG.info("the brokers answer");
            }
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            problem = Optional.of("the brokers do not answer");
            if (before.isEmpty()) {
                LOG.warn("not ready: the brokers do not answer: {}", e.getMessage());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        release.run();
    }
}
