package dev.pentimento.http;

import dev.pentimento.http.Refusals.Reason;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Sends buffered responses in chunks, without a thread. A client that does not read a chunk in time is disconnected. If
 * the pending responses take too much memory, the oldest one is cut off.
 */
final class Answers {
    static final int PIECE = 65_536;
    /** Share of the heap that pending responses may take. */
    private static final int SHARE = 8;

    private final long mostBytes = Runtime.getRuntime().maxMemory() / SHARE;
    private final Duration timeout;
    private final Refusals refusals;
    private final Set<Sending> onTheirWay = new LinkedHashSet<>();
    private long bytesOnTheirWay;

    Answers(HttpLimits limits, Refusals refusals) {
        timeout = limits.sendTimeout();
        this.refusals = refusals;
    }

    void send(Request request, Response response, ByteBuffer whole, Callback sent) {
        if (whole.remaining() > PIECE && !response.getHeaders().contains(HttpHeader.CONTENT_LENGTH)) {
            // Otherwise Jetty would use chunked encoding.
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, whole.remaining());
        }
        Sending sending = new Sending(request, response, whole, sent);
        add(sending);
        sending.iterate();
    }

    private void add(Sending sending) {
        Set<Sending> tooMany = new LinkedHashSet<>();
        synchronized (onTheirWay) {
            bytesOnTheirWay += sending.size;
            Iterator<Sending> oldest = onTheirWay.iterator();
            while (bytesOnTheirWay > mostBytes && oldest.hasNext()) {
                Sending evicted = oldest.next();
                oldest.remove();
                bytesOnTheirWay -= evicted.size;
                tooMany.add(evicted);
            }
            onTheirWay.add(sending);
        }
        tooMany.forEach(Sending::cutOff);
    }

    private void remove(Sending sending) {
        synchronized (onTheirWay) {
            if (onTheirWay.remove(sending)) {
                bytesOnTheirWay -= sending.size;
            }
        }
    }

    /** Closes the connection of a client that is too slow. */
    static void cutOff(Request request, String what) {
        request.getConnectionMetaData()
                .getConnection()
                .getEndPoint()
                .close(new TimeoutException(what + " is too slow"));
    }

    private final class Sending extends IteratingCallback {
        private final Request request;
        private final Response response;
        private final ByteBuffer rest;
        private final Callback sent;
        private final int size;
        private Scheduler.@Nullable Task deadline;
        private boolean lastSent;

        private Sending(Request request, Response response, ByteBuffer whole, Callback sent) {
            this.request = request;
            this.response = response;
            this.rest = whole;
            this.sent = sent;
            size = whole.remaining();
        }

        @Override
        protected Action process() {
            if (lastSent) {
                return Action.SUCCEEDED;
            }
            ByteBuffer piece = rest.slice();
            piece.limit(Math.min(PIECE, piece.remaining()));
            rest.position(rest.position() + piece.remaining());
            lastSent = !rest.hasRemaining();
            deadline = request.getComponents()
                    .getScheduler()
                    .schedule(this::cutOff, timeout.toMillis(), TimeUnit.MILLISECONDS);
            response.write(lastSent, piece, this);
            return Action.SCHEDULED;
        }

        private void cutOff() {
            refusals.count(Reason.SLOW_READER);
            Answers.cutOff(request, "the client's reading of the response");
        }

        private void cancelDeadline() {
            if (deadline != null) {
                deadline.cancel();
            }
        }

        @Override
        protected void onSuccess() {
            cancelDeadline();
        }

        @Override
        protected void onCompleteSuccess() {
            remove(this);
            sent.succeeded();
        }

        @Override
        protected void onCompleteFailure(Throwable cause) {
            cancelDeadline();
            remove(this);
            sent.failed(cause);
        }

        @Override
        public InvocationType getInvocationType() {
            return InvocationType.NON_BLOCKING;
        }
    }
}
