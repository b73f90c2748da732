package dev.pentimento.http;

import dev.pentimento.http.Refusals.Reason;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.content.ByteBufferContentSource;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Reads the whole body, without a thread, before a thread handles the request. Jetty's {@code EagerContentHandler} has
 * no time limit, and keeps an object for each chunk that a client sends.
 */
final class WholeBody extends Handler.Wrapper {
    private final int most;
    private final Duration timeout;
    private final Duration sendTimeout;
    private final Refusals refusals;

    WholeBody(HttpLimits limits, Refusals refusals) {
        most = limits.bodyBytes();
        timeout = limits.receiveTimeout();
        sendTimeout = limits.sendTimeout();
        this.refusals = refusals;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!Paths.hasBody(request)) {
            return super.handle(request, response, callback);
        }
        Reading reading = new Reading(request, response, callback);
        if (request.getLength() > most) {
            reading.refuseLength();
        } else {
            reading.start();
        }
        return true;
    }

    private void handOn(Request request, Response response, Callback callback) {
        try {
            if (!super.handle(request, response, callback)) {
                Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
            }
        } catch (Exception e) {
            Response.writeError(request, response, callback, e);
        }
    }

    /** One body being received. It ends exactly once: complete, too long, aborted or too slow. */
    private final class Reading implements Promise.Invocable<byte[]> {
        private final Request request;
        private final Response response;
        private final Callback callback;
        private final AtomicBoolean ended = new AtomicBoolean();
        private final Scheduler.Task deadline;

        private Reading(Request request, Response response, Callback callback) {
            this.request = request;
            this.response = response;
            this.callback = callback;
            deadline = request.getComponents()
                    .getScheduler()
                    .schedule(this::refuseSlow, timeout.toMillis(), TimeUnit.MILLISECONDS);
        }

        private void start() {
            Content.Source.asByteArrayAsync(request, most, this);
        }

        private boolean end() {
            deadline.cancel();
            return ended.compareAndSet(false, true);
        }

        @Override
        public void succeeded(byte[] body) {
            if (end()) {
                // This may be the thread that reads from all connections.
                request.getContext().execute(() -> handOn(new WithBody(request, body), response, callback));
            }
        }

        @Override
        public void failed(Throwable cause) {
            if (cause instanceof IllegalStateException) {
                refuseLength();
            } else if (end()) {
                Response.writeError(request, response, callback, HttpStatus.BAD_REQUEST_400, "the body is incomplete");
            }
        }

        private void refuseLength() {
            if (end()) {
                refusals.count(Reason.BODY_TOO_LARGE);
                PlainErrors.refuse(
                        request,
                        response,
                        callback,
                        HttpStatus.PAYLOAD_TOO_LARGE_413,
                        "the body may have at most " + most + " bytes (http.max.body.bytes)");
            }
        }

        private void refuseSlow() {
            if (end()) {
                refusals.count(Reason.SLOW_REQUEST);
                request.getContext()
                        .execute(() -> PlainErrors.refuse(
                                request,
                                response,
                                callback,
                                HttpStatus.REQUEST_TIMEOUT_408,
                                "the body did not arrive within " + timeout + " (http.receive.timeout)"));
                closeLater();
            }
        }

        /**
         * The error is written while another thread may read from the connection. Whatever happens, the connection is
         * closed.
         */
        private void closeLater() {
            EndPoint client = request.getConnectionMetaData().getConnection().getEndPoint();
            request.getComponents()
                    .getScheduler()
                    .schedule(client::close, sendTimeout.toMillis(), TimeUnit.MILLISECONDS);
        }

        @Override
        public InvocationType getInvocationType() {
            return InvocationType.NON_BLOCKING;
        }
    }

    /** The request with its body in memory. */
    private static final class WithBody extends Request.Wrapper {
        private final Content.Source body;

        private WithBody(Request request, byte[] body) {
            super(request);
            this.body = new ByteBufferContentSource(ByteBuffer.wrap(body));
        }

        @Override
        public Content.Chunk read() {
            return body.read();
        }

        @Override
        public void demand(Runnable available) {
            body.demand(available);
        }
    }
}
