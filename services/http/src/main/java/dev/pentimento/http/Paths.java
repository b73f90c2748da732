package dev.pentimento.http;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.server.Request;

/** Classifies requests by their path. */
final class Paths {
    private Paths() {}

    static boolean isHealth(Request request) {
        String path = Request.getPathInContext(request);
        return path.equals("/health") || path.startsWith("/health/");
    }

    static boolean hasBody(Request request) {
        return request.getLength() > 0
                || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING, HttpHeaderValue.CHUNKED.asString());
    }
}
