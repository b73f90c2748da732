package dev.pentimento.schemas.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.pentimento.schemas.errors.RegistryRefusedException;
import dev.pentimento.schemas.errors.RegistryUnreachableException;
import dev.pentimento.schemas.http.LimitedBody;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests to the registry. It tries the URLs in turn, starting with the one that answered last, and retries
 * after a pause. It stops at a response that a retry would not change.
 */
final class RegistryTransport {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryTransport.class);
    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final ObjectMapper JSON = new ObjectMapper();
    /** The responses of a registry with 100,000 subjects have a few megabytes. */
    private static final int LONGEST_ANSWER = 32 * 1024 * 1024;

    private final RegistrySettings settings;
    private final HttpClient http;
    private volatile int preferred;

    RegistryTransport(RegistrySettings settings) {
        this.settings = settings;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(settings.connectTimeout());
        settings.tls().ifPresent(builder::sslContext);
        this.http = builder.build();
    }

    JsonNode get(String path) {
        return request("GET", path, Optional.empty());
    }

    JsonNode post(String path, JsonNode body) {
        return request("POST", path, Optional.of(body));
    }

    JsonNode put(String path, JsonNode body) {
        return request("PUT", path, Optional.of(body));
    }

    private JsonNode request(String method, String path, Optional<JsonNode> body) {
        IOException last = new IOException("no attempt was made");
        Duration pause = settings.retryWait();
        int urls = settings.urls().size();
        int first = preferred;
        for (int attempt = 0; attempt < (settings.retries() + 1) * urls; attempt++) {
            if (attempt > 0 && attempt % urls == 0) {
                sleep(pause);
                pause = longerPause(pause);
            }
            int index = (first + attempt) % urls;
            try {
                JsonNode answer = attempt(settings.urls().get(index), method, path, body);
                preferred = index;
                return answer;
            } catch (IOException e) {
                last = e;
                LOG.debug("{} {} at {}: {}", method, path, settings.urls().get(index), e.toString());
            }
        }
        throw new RegistryUnreachableException(
                "schema registry unreachable: " + method + " " + path + " at " + settings.urls() + " failed in "
                        + (settings.retries() + 1) + " rounds, the last one with " + describe(last),
                last);
    }

    private JsonNode attempt(RegistryUrl url, String method, String path, Optional<JsonNode> body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve(path))
                .timeout(settings.readTimeout())
                .header("Accept", MEDIA_TYPE + ", application/vnd.schemaregistry+json, application/json")
                .method(
                        method,
                        body.map(json -> BodyPublishers.ofString(json.toString()))
                                .orElse(BodyPublishers.noBody()));
        body.ifPresent(json -> request.header("Content-Type", MEDIA_TYPE));
        settings.authorization()
                .or(url::authorization)
                .ifPresent(value -> request.header("Authorization", value.header()));
        HttpResponse<LimitedBody.Content> response = send(request.build());
        if (response.body().tooLarge()) {
            throw new IOException("the response has more than " + LONGEST_ANSWER + " bytes");
        }
        String text = new String(response.body().bytes(), UTF_8);
        if (response.statusCode() / 100 == 2) {
            return parse(text);
        }
        throw refusalOrFailure(url, method, path, response.statusCode(), text);
    }

    /** The time limit applies to the whole response, so it also ends one that arrives too slowly. */
    private HttpResponse<LimitedBody.Content> send(HttpRequest request) throws IOException {
        CompletableFuture<HttpResponse<LimitedBody.Content>> answer =
                http.sendAsync(request, response -> new LimitedBody(LONGEST_ANSWER));
        Duration limit = settings.connectTimeout().plus(settings.readTimeout());
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new HttpTimeoutException("no complete response within " + limit.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw new InterruptException(e);
        }
    }

    /** Returns an {@code IOException} if a retry may help; otherwise throws the registry's error. */
    private static IOException refusalOrFailure(RegistryUrl url, String method, String path, int status, String text) {
        JsonNode body = parseLeniently(text);
        int code = body.path("error_code").asInt(status);
        String said = body.path("message").asText(shortened(text));
        String message = method + " " + path + " at " + url + ": HTTP " + status + ", error " + code + ": " + said;
        // A registry returns a code with each error. An error without one comes from something in front of it, such as
        // a proxy whose registry is down; but a proxy may also reject credentials.
        boolean ofARegistry = body.path("error_code").canConvertToInt() || status == 401 || status == 403;
        if (status >= 500 || status == 408 || status == 429 || !ofARegistry) {
            return new IOException(message);
        }
        throw new RegistryRefusedException(status, code, "schema registry refused " + message);
    }

    private static JsonNode parse(String body) throws IOException {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IOException("the response is not JSON: " + shortened(body), e);
        }
    }

    private static JsonNode parseLeniently(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private static String shortened(String body) {
        String line =
                (body.length() <= 1000 ? body : body.substring(0, 1000)).strip().replaceAll("\\s+", " ");
        return line.length() <= 200 ? line : line.substring(0, 200) + "...";
    }

    private static String describe(IOException failure) {
        if (failure instanceof ConnectException && failure.getCause() instanceof UnresolvedAddressException) {
            return "unknown host";
        }
        String message = failure.getMessage() == null ? "" : ": " + failure.getMessage();
        String kind = failure instanceof SSLException
                ? "a TLS failure (settings schema.registry.ssl.*, or the server's certificate), "
                : "";
        return kind + failure.getClass().getSimpleName() + message;
    }

    private Duration longerPause(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(settings.retryMaxWait()) < 0 ? doubled : settings.retryMaxWait();
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
