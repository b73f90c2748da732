package dev.pentimento.http;

import dev.pentimento.http.Refusals.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Errors as JSON, with the fields of the page's API and those of a schema registry. They never reveal a cause. */
final class PlainErrors implements Request.Handler {
    private final Refusals refusals;

    PlainErrors(Refusals refusals) {
        this.refusals = refusals;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (request.getAttribute(ErrorHandler.ERROR_EXCEPTION) instanceof HttpException malformed) {
            response.setStatus(malformed.getCode());
            refusals.count(Reason.MALFORMED);
        }
        int status = response.getStatus();
        Object given = request.getAttribute(ErrorHandler.ERROR_MESSAGE);
        String message = given == null || status >= HttpStatus.INTERNAL_SERVER_ERROR_500 && !isOurs(request)
                ? HttpStatus.getMessage(status)
                : given.toString().replaceAll("[^\\x20-\\x7e]|[\"\\\\]", "?");
        String json = "{\"title\":\"" + message + "\",\"status\":" + status + ",\"error_code\":" + status
                + ",\"message\":\"" + message + "\"}";
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put(ErrorHandler.ERROR_CACHE_CONTROL);
        Content.Sink.write(response, true, json, callback);
        return true;
    }

    private static boolean isOurs(Request request) {
        return request.getAttribute(ErrorHandler.ERROR_EXCEPTION) == null;
    }

    /** Sends an error and closes the connection, on which the client may still be sending. */
    static boolean refuse(Request request, Response response, Callback callback, int status, String message) {
        response.getHeaders().put(HttpFields.CONNECTION_CLOSE);
        Response.writeError(request, response, callback, status, message);
        return true;
    }

    /** The same, with the time after which a retry may succeed. */
    static boolean refuseForNow(
            Request request, Response response, Callback callback, int status, String message, Duration pause) {
        response.getHeaders().put(HttpHeader.RETRY_AFTER, pause.toSeconds());
        return refuse(request, response, callback, status, message);
    }

    /** The UTF-8 text of a small response. */
    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
