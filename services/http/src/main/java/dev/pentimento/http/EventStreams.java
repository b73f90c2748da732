package dev.pentimento.http;

import dev.pentimento.http.Refusals.Reason;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Serves server-sent events at one path. A stream takes a connection but no thread. */
public final class EventStreams extends Handler.Wrapper {
    static final String MEDIA_TYPE = "text/event-stream";
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final String path;
    private final int most;
    private final Duration sendTimeout;
    private final Map<String, String> headers;
    private final Refusals refusals;
    private final Consumer<EventStream> opened;
    private final AtomicInteger count = new AtomicInteger();
    private final Set<EventStream> open = ConcurrentHashMap.newKeySet();

    /**
     * @param most maximum number of open streams
     * @param headers headers of every response
     * @param opened called with each new stream; must not block
     */
    public EventStreams(
            String path,
            int most,
            Duration sendTimeout,
            Map<String, String> headers,
            Refusals refusals,
            Consumer<EventStream> opened) {
        this.path = path;
        this.most = most;
        this.sendTimeout = sendTimeout;
        this.headers = Map.copyOf(headers);
        this.refusals = refusals;
        this.opened = opened;
    }

    /** Number of open streams. */
    public int count() {
        return count.get();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!Request.getPathInContext(request).equals(path)) {
            return super.handle(request, response, callback);
        }
        if (!request.getMethod().equals("GET")) {
            response.getHeaders().put(HttpHeader.ALLOW, "GET");
            return PlainErrors.refuse(
                    request, response, callback, HttpStatus.METHOD_NOT_ALLOWED_405, "only GET is supported here");
        }
        if (count.incrementAndGet() > most) {
            count.decrementAndGet();
            refusals.count(Reason.STREAMS);
            return PlainErrors.refuseForNow(
                    request,
                    response,
                    callback,
                    HttpStatus.SERVICE_UNAVAILABLE_503,
                    "too many event streams are open",
                    PAUSE);
        }
        open(request, response, callback);
        return true;
    }

    private void open(Request request, Response response, Callback callback) {
        headers.forEach(response.getHeaders()::put);
        response.getHeaders()
                .put(HttpHeader.CONTENT_TYPE, MEDIA_TYPE + "; charset=utf-8")
                .put(HttpHeader.CACHE_CONTROL, "no-cache")
                .put(HttpHeader.CONNECTION, "close")
                // Otherwise nginx would buffer the events.
                .put("X-Accel-Buffering", "no");
        EventStream stream = new EventStream(request, response, callback, sendTimeout, refusals);
        open.add(stream);
        stream.onClose(() -> {
            if (open.remove(stream)) {
                count.decrementAndGet();
            }
        });
        opened.accept(stream);
    }

    /** Closes every stream. */
    public void closeStreams() {
        open.forEach(EventStream::close);
    }
}
