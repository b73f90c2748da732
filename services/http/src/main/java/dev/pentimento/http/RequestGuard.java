package dev.pentimento.http;

import dev.pentimento.http.Refusals.Reason;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Rejects requests that another site makes a browser send: requests to host names that are not the server's, changes
 * from other origins, and bodies with a content type that a form can send.
 *
 * <p>If the browser sends {@code Sec-Fetch-Site}, that decides; otherwise {@code Origin} must name the server. Go's
 * {@code http.CrossOriginProtection} uses the same rule.
 */
final class RequestGuard extends Handler.Wrapper {
    /** Methods that change nothing. */
    static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final ServerNames names;
    private final Refusals refusals;

    RequestGuard(ServerNames names, Refusals refusals) {
        this.names = names;
        this.refusals = refusals;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String host = request.getHttpURI().getHost();
        // Orchestrators and load balancers use their own names for health checks.
        if (!names.accept(host) && !Paths.isHealth(request)) {
            refusals.count(Reason.HOST);
            return PlainErrors.refuse(
                    request,
                    response,
                    callback,
                    HttpStatus.MISDIRECTED_REQUEST_421,
                    "this server does not serve that host name (http.names)");
        }
        if (!SAFE.contains(request.getMethod())) {
            if (isCrossSite(request, host)) {
                refusals.count(Reason.CROSS_SITE);
                return PlainErrors.refuse(
                        request,
                        response,
                        callback,
                        HttpStatus.FORBIDDEN_403,
                        "another site sent this request; if the page itself sent it, add the page's host to http.names");
            }
            if (Paths.hasBody(request) && !isJson(request.getHeaders().get(HttpHeader.CONTENT_TYPE))) {
                refusals.count(Reason.MEDIA_TYPE);
                return PlainErrors.refuse(
                        request,
                        response,
                        callback,
                        HttpStatus.UNSUPPORTED_MEDIA_TYPE_415,
                        "the body must be JSON, with a matching Content-Type header");
            }
        }
        return super.handle(request, response, callback);
    }

    private boolean isCrossSite(Request request, @Nullable String host) {
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        String originHost = origin == null ? null : host(origin);
        if (originHost != null && names.configures(originHost)) {
            return false;
        }
        String site = request.getHeaders().get("Sec-Fetch-Site");
        if (site != null) {
            return !site.equals("same-origin") && !site.equals("none");
        }
        return origin != null && !isOwn(origin, request, host);
    }

    /** The scheme is not compared: a proxy in front of this server may use TLS. */
    private static boolean isOwn(String origin, Request request, @Nullable String host) {
        int port = Request.getServerPort(request);
        try {
            URI uri = URI.create(origin);
            int defaultPort = "https".equals(uri.getScheme()) ? 443 : 80;
            int originPort = uri.getPort() < 0 ? defaultPort : uri.getPort();
            return host != null && host.equalsIgnoreCase(uri.getHost()) && (originPort == port || uri.getPort() < 0);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static @Nullable String host(String origin) {
        try {
            return URI.create(origin).getHost();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** A form cannot send either of these types to another site. */
    private static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return type.equals("application/json") || (type.startsWith("application/") && type.endsWith("+json"));
    }
}
