package dev.pentimento.embedding.fetching;

import static dev.pentimento.events.DeadLetterReason.CONTENT_NOT_ALLOWED;
import static dev.pentimento.events.DeadLetterReason.CONTENT_TOO_LARGE;
import static dev.pentimento.events.DeadLetterReason.CONTENT_UNREACHABLE;
import static dev.pentimento.events.DeadLetterReason.INVALID_FIELD;

import dev.pentimento.platform.kafka.UnusableRecordException;
import dev.pentimento.schemas.http.LimitedBody;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Fetches images that a record gives by address. There is only one attempt: an image that does not arrive in time
 * becomes a dead letter, which an operator can resubmit. Waiting for it would delay all images behind it.
 */
public final class ContentFetcher implements AutoCloseable {
    /** The setting that holds the largest size of an image. */
    public static final String MAX_BYTES_SETTING = "embedding.uri.max.bytes";

    private static final int MOST_REDIRECTS = 5;
    private static final int LONGEST_ADDRESS = 8192;

    private final AllowList allowed;
    private final int maxBytes;
    private final Duration timeout;
    private final FileReads files;
    private final HttpClient client;
    private final @Nullable ObjectStore objects;

    /**
     * @param maxBytes of one image
     * @param timeout for one image, redirects included
     * @throws dev.pentimento.platform.settings.SettingsException if the list has addresses with s3, and no region or
     *     no credentials can be found
     */
    public ContentFetcher(AllowList allowed, int maxBytes, Duration timeout, S3Settings objects) {
        this(allowed, maxBytes, timeout, objects, HttpClient.newBuilder());
    }

    /** With a different client, such as one that trusts another certificate authority. */
    ContentFetcher(AllowList allowed, int maxBytes, Duration timeout, S3Settings objects, HttpClient.Builder client) {
        this.allowed = allowed;
        this.objects = allowed.hasObjects() ? ObjectStore.open(objects) : null;
        this.maxBytes = maxBytes;
        this.timeout = timeout;
        this.files = new FileReads(timeout);
        this.client = client.followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /**
     * The bytes at an address.
     *
     * @throws UnusableRecordException if the address is not allowed, does not answer in time, or has too many bytes;
     *     none of its texts contains the address's query, fragment or user
     */
    public byte[] fetch(String address) throws UnusableRecordException {
        if (allowed.isEmpty()) {
            throw new UnusableRecordException(
                    CONTENT_NOT_ALLOWED,
                    "the image is given by uri, and fetching is off; send its bytes as content, or set "
                            + AllowList.SETTING);
        }
        if (address.length() > LONGEST_ADDRESS) {
            throw new UnusableRecordException(
                    INVALID_FIELD, "uri has " + address.length() + " characters; at most " + LONGEST_ADDRESS);
        }
        URI uri = allowed.find(address);
        if (uri == null) {
            throw new UnusableRecordException(
                    CONTENT_NOT_ALLOWED,
                    ShownAddress.of(address) + " is not below an address of " + AllowList.SETTING
                            + ", or its path has escapes, parameters or dots that servers read differently");
        }
        return switch (uri.getScheme().toLowerCase(Locale.ROOT)) {
            case "file" -> read(uri);
            case "s3" -> object(uri);
            default -> get(uri);
        };
    }

    /** Follows no redirect: its target would get the signature. */
    private byte[] object(URI uri) throws UnusableRecordException {
        long deadline = System.nanoTime() + timeout.toNanos();
        URI signed;
        try {
            signed = Objects.requireNonNull(objects).signed(uri);
        } catch (SdkException | IllegalArgumentException e) { // the latter for an empty key
            throw unreachable(
                    uri, "the request cannot be signed: " + ShownAddress.inText(String.valueOf(e.getMessage())));
        }
        HttpResponse<LimitedBody.Content> response = ask(signed, uri, deadline - System.nanoTime());
        int status = response.statusCode();
        if (status != 200) {
            boolean elsewhere = status == 301 || status == 307 || status == 308;
            throw unreachable(
                    uri,
                    "status " + status
                            + (elsewhere ? ": the bucket is in another region; set " + S3Settings.REGION_SETTING : ""));
        }
        return content(response, uri);
    }

    private byte[] read(URI uri) throws UnusableRecordException {
        try {
            return files.read(allowed.folder(uri), () -> readNow(uri));
        } catch (TimeoutException e) {
            throw unreachable(uri, String.valueOf(e.getMessage()));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnusableRecordException unusable) {
                throw unusable;
            }
            throw unreachable(uri, e);
        }
    }

    private byte[] readNow(URI uri) throws UnusableRecordException, IOException {
        Path file = allowed.followed(Path.of(uri))
                .orElseThrow(() -> new UnusableRecordException(
                        CONTENT_NOT_ALLOWED,
                        shown(uri) + " leads to a place that is not below an address of " + AllowList.SETTING));
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw unreachable(uri, "it is not a file");
        }
        // A link that has replaced the file meanwhile is not followed.
        try (InputStream in = Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes) {
                throw tooLarge(uri);
            }
            return bytes;
        }
    }

    private byte[] get(URI first) throws UnusableRecordException {
        long deadline = System.nanoTime() + timeout.toNanos();
        URI uri = first;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            HttpResponse<LimitedBody.Content> response = ask(uri, uri, deadline - System.nanoTime());
            int status = response.statusCode();
            if (status == 200) {
                return content(response, uri);
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
            throw unreachable(uri, "a redirect to " + ShownAddress.of(location));
        }
        if (next == null || !next.getScheme().toLowerCase(Locale.ROOT).startsWith("http")) {
            throw new UnusableRecordException(
                    CONTENT_NOT_ALLOWED,
                    shown(uri) + " redirects to " + ShownAddress.of(location) + ", which is not below an address of "
                            + AllowList.SETTING);
        }
        return next;
    }

    private byte[] content(HttpResponse<LimitedBody.Content> response, URI uri) throws UnusableRecordException {
        if (response.body().tooLarge()) {
            throw tooLarge(uri);
        }
        return response.body().bytes();
    }

    /**
     * The limit applies to the whole response, so it also stops a body that trickles in.
     *
     * @param target may contain a signature
     * @param uri what messages name
     */
    private HttpResponse<LimitedBody.Content> ask(URI target, URI uri, long nanos) throws UnusableRecordException {
        HttpRequest request = HttpRequest.newBuilder(target).build();
        CompletableFuture<HttpResponse<LimitedBody.Content>> answer =
                client.sendAsync(request, response -> new LimitedBody(maxBytes));
        try {
            return answer.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw unreachable(uri, "no complete answer within " + timeout);
        } catch (ExecutionException e) {
            throw unreachable(uri, e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private UnusableRecordException tooLarge(URI uri) {
        return new UnusableRecordException(
                CONTENT_TOO_LARGE, shown(uri) + " has more than the " + maxBytes + " bytes of " + MAX_BYTES_SETTING);
    }

    private static UnusableRecordException unreachable(URI uri, ExecutionException failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        String message = cause.getMessage() == null ? "" : " " + ShownAddress.inText(cause.getMessage());
        return unreachable(uri, cause.getClass().getSimpleName() + message);
    }

    private static UnusableRecordException unreachable(URI uri, String why) {
        return new UnusableRecordException(CONTENT_UNREACHABLE, "cannot fetch " + shown(uri) + ": " + why);
    }

    private static String shown(URI uri) {
        return ShownAddress.of(uri);
    }

    @Override
    public void close() {
        if (objects != null) {
            objects.close();
        }
    }
}
