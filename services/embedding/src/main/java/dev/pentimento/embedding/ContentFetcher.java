package dev.pentimento.embedding;

import static dev.pentimento.events.DeadLetterReason.CONTENT_NOT_ALLOWED;
import static dev.pentimento.events.DeadLetterReason.CONTENT_TOO_LARGE;
import static dev.pentimento.events.DeadLetterReason.CONTENT_UNREACHABLE;

import dev.pentimento.platform.kafka.UnusableRecordException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Images that are given by address. Asked for once: what cannot be had within the limits is a dead letter that may be
 * resubmitted, since an image that waits holds up all behind it.
 */
final class ContentFetcher {
    private static final int MOST_REDIRECTS = 5;

    private final AllowList allowed;
    private final int maxBytes;
    private final Duration timeout;
    private final HttpClient client;

    ContentFetcher(AllowList allowed, int maxBytes, Duration timeout) {
        this(allowed, maxBytes, timeout, HttpClient.newBuilder());
    }

    /** With a client of one's own, such as one that trusts another authority. */
    ContentFetcher(AllowList allowed, int maxBytes, Duration timeout, HttpClient.Builder client) {
        this.allowed = allowed;
        this.maxBytes = maxBytes;
        this.timeout = timeout;
        this.client = client.followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    static ContentFetcher of(EmbeddingSettings settings) {
        return new ContentFetcher(AllowList.of(settings.uriAllow()), settings.uriMaxBytes(), settings.uriTimeout());
    }

    /**
     * The bytes at an address.
     *
     * @throws UnusableRecordException if it is not on the list, does not answer in time, or holds too much
     */
    byte[] fetch(String address) throws UnusableRecordException {
        if (allowed.isEmpty()) {
            throw new UnusableRecordException(
                    CONTENT_NOT_ALLOWED,
                    "the image is given by uri, and fetching from addresses is off; send its bytes as content, or set "
                            + EmbeddingSettings.URI_ALLOW);
        }
        URI uri = allowed.find(address);
        if (uri == null) {
            throw new UnusableRecordException(
                    CONTENT_NOT_ALLOWED, address + " is below no address of " + EmbeddingSettings.URI_ALLOW);
        }
        return "file".equalsIgnoreCase(uri.getScheme()) ? read(uri) : get(uri);
    }

    private byte[] read(URI uri) throws UnusableRecordException {
        try {
            Path file = Path.of(uri);
            if (!allowed.reaches(file)) {
                throw new UnusableRecordException(
                        CONTENT_NOT_ALLOWED,
                        uri + " leads to a place below no address of " + EmbeddingSettings.URI_ALLOW);
            }
            if (!Files.isRegularFile(file)) {
                throw new UnusableRecordException(CONTENT_UNREACHABLE, uri + " is no file");
            }
            try (InputStream in = Files.newInputStream(file)) {
                byte[] bytes = in.readNBytes(maxBytes + 1);
                if (bytes.length > maxBytes) {
                    throw tooLarge(uri);
                }
                return bytes;
            }
        } catch (IOException | IllegalArgumentException e) {
            throw unreachable(uri, e.getClass().getSimpleName() + " " + e.getMessage());
        }
    }

    private byte[] get(URI first) throws UnusableRecordException {
        long deadline = System.nanoTime() + timeout.toNanos();
        URI uri = first;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            HttpResponse<LimitedBody.Content> response = ask(uri, deadline - System.nanoTime());
            int status = response.statusCode();
            if (status == 200) {
                if (response.body().tooLarge()) {
                    throw tooLarge(uri);
                }
                return response.body().bytes();
            }
            if (status < 300 || status > 399) {
                throw unreachable(uri, "status " + status);
            }
            uri = next(uri, response.headers().firstValue("Location").orElse(""));
        }
        throw unreachable(first, "more than " + MOST_REDIRECTS + " redirects");
    }

    private URI next(URI uri, String location) throws UnusableRecordException {
        URI next;
        try {
            next = allowed.find(uri.resolve(location).toString());
        } catch (IllegalArgumentException e) {
            throw unreachable(uri, "a redirect to " + location);
        }
        if (next == null || "file".equalsIgnoreCase(next.getScheme())) {
            throw new UnusableRecordException(
                    CONTENT_NOT_ALLOWED,
                    uri + " redirects to " + location + ", which is below no address of "
                            + EmbeddingSettings.URI_ALLOW);
        }
        return next;
    }

    /** The limit holds for the whole answer: a body that trickles ends with it. */
    private HttpResponse<LimitedBody.Content> ask(URI uri, long nanos) throws UnusableRecordException {
        HttpRequest request = HttpRequest.newBuilder(uri).build();
        CompletableFuture<HttpResponse<LimitedBody.Content>> answer =
                client.sendAsync(request, response -> new LimitedBody(maxBytes));
        try {
            return answer.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw unreachable(uri, "no whole answer within " + timeout);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw unreachable(uri, cause.getClass().getSimpleName() + " " + cause.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(uri, "interrupted");
        }
    }

    private UnusableRecordException tooLarge(URI uri) {
        return new UnusableRecordException(
                CONTENT_TOO_LARGE,
                uri + " has more than the " + maxBytes + " bytes of " + EmbeddingSettings.URI_MAX_BYTES);
    }

    private static UnusableRecordException unreachable(URI uri, String why) {
        return new UnusableRecordException(CONTENT_UNREACHABLE, "cannot fetch " + uri + ": " + why);
    }
}
