package dev.pentimento.dashboard.web;

import dev.pentimento.dashboard.state.DashboardState;
import dev.pentimento.dashboard.state.Part;
import dev.pentimento.http.EventStream;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notifies every open page of changed parts, at a limited rate. The notices contain no data, so a slow page fetches
 * less often instead of falling behind.
 */
final class ChangeStream implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeStream.class);
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    private final DashboardState state;
    private final String run;
    private final Set<Subscriber> subscribers = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService ticker =
            Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "dashboard-changes"));

    /** @param run changes with every start of the service */
    ChangeStream(DashboardState state, String run) {
        this.state = state;
        this.run = run;
    }

    void start(Duration refresh) {
        long pause = refresh.toMillis();
        ticker.scheduleWithFixedDelay(this::notifyOfChanges, pause, pause, TimeUnit.MILLISECONDS);
        long beat = HEARTBEAT.toMillis();
        ticker.scheduleWithFixedDelay(() -> notifyAll(EnumSet.noneOf(Part.class)), beat, beat, TimeUnit.MILLISECONDS);
    }

    void subscribe(EventStream stream) {
        Subscriber subscriber = new Subscriber(stream);
        stream.onClose(() -> subscribers.remove(subscriber));
        subscribers.add(subscriber);
        subscriber.greet();
    }

    private void notifyOfChanges() {
        Set<Part> parts = state.takeChanges();
        if (!parts.isEmpty()) {
            notifyAll(parts);
        }
    }

    private void notifyAll(Set<Part> parts) {
        try {
            subscribers.forEach(subscriber -> subscriber.notify(parts));
        } catch (RuntimeException e) {
            LOG.warn("cannot notify the pages of a change; will retry at the next change", e);
        }
    }

    @Override
    public void close() {
        ticker.shutdownNow();
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** One page. Changes that occur while a notice is being sent are collected for the next notice. */
    private final class Subscriber {
        private final EventStream stream;
        private final Set<Part> pending = EnumSet.noneOf(Part.class);
        private boolean busy = true;

        private Subscriber(EventStream stream) {
            this.stream = stream;
        }

        private void greet() {
            stream.send("hello", "{\"run\":\"" + run + "\"}", this::written);
        }

        private void notify(Set<Part> parts) {
            if (startsToWrite(parts)) {
                write(take());
            }
        }

        private synchronized boolean startsToWrite(Set<Part> parts) {
            pending.addAll(parts);
            boolean starts = !busy;
            busy = true;
            return starts;
        }

        private void write(Set<Part> parts) {
            if (parts.isEmpty()) {
                stream.send("still-here", "{}", this::written);
            } else {
                stream.send(
                        "changed",
                        parts.stream().map(part -> '"' + part.slug() + '"').collect(Collectors.joining(",", "[", "]")),
                        this::written);
            }
        }

        private void written() {
            Set<Part> parts = takeOrRest();
            if (!parts.isEmpty()) {
                write(parts);
            }
        }

        private synchronized Set<Part> take() {
            Set<Part> parts = EnumSet.noneOf(Part.class);
            parts.addAll(pending);
            pending.clear();
            return parts;
        }

        /** Done atomically: otherwise a notice that arrives in between would wait for the next one. */
        private synchronized Set<Part> takeOrRest() {
            busy = !pending.isEmpty();
            return busy ? take() : Set.of();
        }
    }
}
