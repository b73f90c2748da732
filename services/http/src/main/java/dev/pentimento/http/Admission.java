package dev.pentimento.http;

import dev.pentimento.http.Refusals.Reason;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Limits the requests in progress. A request counts until its response is complete, not until the client has read it,
 * which is why Jetty's {@code QoSHandler} is not suitable. Health and metrics do not wait for other requests.
 */
final class Admission extends Handler.Wrapper {
    /** Threads reserved for health checks. */
    static final int HEALTH = 4;
    /** Threads reserved for metrics. */
    static final int METRICS = 2;

    private static final int MOST_WAITING = 64;
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Lane requests;
    private final Lane health = new Lane(HEALTH, MOST_WAITING);
    private final Lane metrics = new Lane(METRICS, MOST_WAITING);
    private final Answers answers;
    private final long patienceNanos;
    private final Refusals refusals;

    Admission(HttpLimits limits, Answers answers, Refusals refusals) {
        requests = new Lane(limits.threads(), limits.waiting());
        patienceNanos = limits.receiveTimeout().toNanos();
        this.answers = answers;
        this.refusals = refusals;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Lane lane = lane(request);
        long came = System.nanoTime();
        Runnable later = () -> {
            try {
                request.getContext().execute(() -> handleLater(lane, came, request, response, callback));
            } catch (RejectedExecutionException e) {
                callback.failed(e);
            }
        };
        return switch (lane.enter(later)) {
            case NOW -> handleNow(lane, request, response, callback);
            case LATER -> true;
            case NEVER -> refuse(request, response, callback);
        };
    }

    private Lane lane(Request request) {
        if (Paths.isHealth(request)) {
            return health;
        }
        return Request.getPathInContext(request).equals("/metrics") ? metrics : requests;
    }

    private boolean handleNow(Lane lane, Request request, Response response, Callback callback) throws Exception {
        WholeAnswer answer = new WholeAnswer(request, response, callback, answers, lane::leave);
        try {
            if (super.handle(request, answer, answer)) {
                return true;
            }
        } catch (Exception | Error e) {
            answer.complete();
            throw e;
        }
        answer.complete();
        return false;
    }

    private void handleLater(Lane lane, long came, Request request, Response response, Callback callback) {
        if (System.nanoTime() - came > patienceNanos) {
            lane.leave();
            refuse(request, response, callback);
            return;
        }
        try {
            if (!handleNow(lane, request, response, callback)) {
                Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
            }
        } catch (Exception e) {
            Response.writeError(request, response, callback, e);
        }
    }

    private boolean refuse(Request request, Response response, Callback callback) {
        refusals.count(Reason.TOO_MANY_WAITING);
        return PlainErrors.refuseForNow(
                request,
                response,
                callback,
                HttpStatus.SERVICE_UNAVAILABLE_503,
                "too many requests are waiting (http.threads, http.max.waiting)",
                PAUSE);
    }
}
