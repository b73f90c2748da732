package dev.pentimento.dashboard.web;

import dev.pentimento.dashboard.state.DashboardState;
import dev.pentimento.dashboard.state.Part;
import io.javalin.http.ServiceUnavailableResponse;
import io.javalin.http.sse.SseClient;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells every open page which parts have changed, at most once in a while. It carries no data: a slow page fetches less
 * often instead of being sent more than it can take.
 */
final class ChangeStream implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeStream.class);
    private static final int MOST = 200;
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    private final DashboardState state;
    private final String run;
    private final Set<Subscriber> subscribers = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService ticker =
            Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "dashboard-changes"));
    private final ExecutorService writers = Executors.newCachedThreadPool(work -> daemon(work, "dashboard-stream"));

    /** @param run tells pages that the service has been started anew */
    ChangeStream(DashboardState state, String run) {
        this.state = state;
        this.run = run;
    }

    void start(Duration refresh) {
        long pause = refresh.toMillis();
        ticker.scheduleWithFixedDelay(this::tellChanges, pause, pause, TimeUnit.MILLISECONDS);
        long beat = HEARTBEAT.toMillis();
        ticker.scheduleWithFixedDelay(() -> tell(EnumSet.noneOf(Part.class)), beat, beat, TimeUnit.MILLISECONDS);
    }

    int pages() {
        return subscribers.size();
    }

    void subscribe(SseClient client) {
        if (subscribers.size() >= MOST) {
            throw new ServiceUnavailableResponse("too many pages are open");
        }
        client.keepAlive();
        client.ctx().header("X-Accel-Buffering", "no");
        Subscriber subscriber = new Subscriber(client);
        client.onClose(() -> subscribers.remove(subscriber));
        client.sendEvent("hello", Answers.text(Map.of("run", run)));
        subscribers.add(subscriber);
    }

    private void tellChanges() {
        Set<Part> parts = state.takeChanges();
        if (!parts.isEmpty()) {
            tell(parts);
        }
    }

    private void tell(Set<Part> parts) {
        try {
            subscribers.forEach(subscriber -> subscriber.tell(parts));
        } catch (RejectedExecutionException e) {
            LOG.debug("closing, the change is of no more use");
        } catch (RuntimeException e) {
            LOG.warn("cannot tell the pages what changed, trying again with the next change", e);
        }
    }

    @Override
    public void close() {
        ticker.shutdownNow();
        writers.shutdownNow();
        subscribers.forEach(subscriber -> subscriber.client.close());
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** One page; while it is being written to, what it must be told next adds up. */
    private final class Subscriber {
        private final SseClient client;
        private final Set<Part> pending = EnumSet.noneOf(Part.class);
        private boolean busy;

        private Subscriber(SseClient client) {
            this.client = client;
        }

        private synchronized void tell(Set<Part> parts) {
            pending.addAll(parts);
            if (!busy) {
                busy = true;
                writers.execute(this::write);
            }
        }

        private void write() {
            Set<Part> parts = take();
            do {
                if (parts.isEmpty()) {
                    client.sendEvent("still-here", "{}");
                } else {
                    client.sendEvent(
                            "changed",
                            Answers.text(parts.stream().map(Part::slug).toList()));
                }
                parts = takeOrRest();
            } while (!parts.isEmpty());
        }

        private synchronized Set<Part> take() {
            Set<Part> parts = EnumSet.noneOf(Part.class);
            parts.addAll(pending);
            pending.clear();
            return parts;
        }

        /** In one step, or a notice that comes in between would wait for the next one. */
        private synchronized Set<Part> takeOrRest() {
            busy = !pending.isEmpty() && !client.terminated();
            return busy ? take() : Set.of();
        }
    }
}
