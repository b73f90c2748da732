package dev.pentimento.schemas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests to the registry: over its URLs, beginning with the one that answered last, then again after a pause, as often
 * as the settings say. An answer of the server that another attempt would not change ends the attempts.
 */
final class RegistryTransport {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryTransport.class);
    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final ObjectMapper JSON = new ObjectMapper();

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
        for (int round = 0; round <= settings.retries(); round++) {
            if (round > 0) {
                sleep(pause);
                pause = longerPause(pause);
            }
            int first = preferred;
            for (int i = 0; i < settings.urls().size(); i++) {
                int index = (first + i) % settings.urls().size();
                try {
                    JsonNode answer = attempt(settings.urls().get(index), method, path, body);
                    preferred = index;
                    return answer;
                } catch (IOException e) {
                    last = e;
                    LOG.debug("{} {} at {}: {}", method, path, settings.urls().get(index), e.toString());
                }
            }
        }
        throw new RegistryUnreachableException(
                "schema registry unreachable: " + method + " " + path + " at " + settings.urls() + " failed in "
                        + (settings.retries() + 1) + " rounds, at last with " + describe(last),
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
        settings.credentials().authorization(url).ifPresent(value -> request.header("Authorization", value));
        HttpResponse<String> response = send(request.build());
        if (response.statusCode() / 100 == 2) {
            return parse(response.body());
        }
        throw refusalOrFailure(url, method, path, response);
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** An {@code IOException} where another attempt may help; throws the refusal itself where it would not. */
    private static IOException refusalOrFailure(
            RegistryUrl url, String method, String path, HttpResponse<String> response) {
        int status = response.statusCode();
        JsonNode body = parseLeniently(response.body());
        int code = body.path("error_code").asInt(status);
        String said = body.path("message").asText(shortened(response.body()));
        String message = method + " " + path + " at " + url + ": HTTP " + status + ", error " + code + ": " + said;
        if (status >= 500 || status == 408 || status == 429) {
            return new IOException(message);
        }
        throw new RegistryRefusedException(status, code, "schema registry refused " + message);
    }

    private static JsonNode parse(String body) throws IOException {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IOException("the answer is no JSON: " + shortened(body), e);
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
        return body.length() <= 200 ? body : body.substring(0, 200) + "...";
    }

    private static String describe(IOException failure) {
        if (failure instanceof ConnectException && failure.getCause() instanceof UnresolvedAddressException) {
            return "an unknown host";
        }
        String message = failure.getMessage() == null ? "" : ": " + failure.getMessage();
        String kind = failure instanceof SSLException ? "a TLS failure, " : "";
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
