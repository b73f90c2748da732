package dev.pentimento.http;

import dev.pentimento.http.Refusals.Reason;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/** One open stream of server-sent events. */
public final class EventStream {
    private final Request request;
    private final Response response;
    private final Callback callback;
    private final Duration sendTimeout;
    private final Refusals refusals;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final List<Runnable> whenClosed = new CopyOnWriteArrayList<>();

    EventStream(Request request, Response response, Callback callback, Duration sendTimeout, Refusals refusals) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.sendTimeout = sendTimeout;
        this.refusals = refusals;
    }

    /**
     * Sends an event, without a thread. The next event may be sent only after {@code written} has run. A client that
     * does not read the event in time is disconnected.
     *
     * @param data one line
     * @param written runs when the event has been sent, unless the stream closes first
     */
    public void send(String event, String data, Runnable written) {
        byte[] text = PlainErrors.bytes("event: " + event + "\ndata: " + data + "\n\n");
        Scheduler.Task deadline = request.getComponents()
                .getScheduler()
                .schedule(this::cutOff, sendTimeout.toMillis(), TimeUnit.MILLISECONDS);
        response.write(
                false,
                ByteBuffer.wrap(text),
                Callback.from(
                        () -> {
                            deadline.cancel();
                            if (!closed.get()) {
                                written.run();
                            }
                        },
                        failure -> {
                            deadline.cancel();
                            end(() -> callback.failed(failure));
                        }));
    }

    private void cutOff() {
        refusals.count(Reason.SLOW_READER);
        Answers.cutOff(request, "the client's reading of events");
    }

    /** @param action runs once, when either side has closed the stream */
    public void onClose(Runnable action) {
        whenClosed.add(action);
    }

    public boolean isClosed() {
        return closed.get();
    }

    public void close() {
        end(callback::succeeded);
    }

    private void end(Runnable completion) {
        if (closed.compareAndSet(false, true)) {
            whenClosed.forEach(Runnable::run);
            completion.run();
        }
    }
}
