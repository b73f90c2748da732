package dev.pentimento.dashboard.notifications;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.pentimento.dashboard.json.ApiJson;
import dev.pentimento.events.Notification;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Posts messages to the receiver, signed as Standard Webhooks 1.0 says. Nothing that it logs or returns contains more of
 * the address than host and port.
 */
final class Webhook {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final String CODED_KEY = "whsec_";

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final NotifySettings settings;
    private final URI address;
    private final String topicPrefix;

    Webhook(NotifySettings settings, URI address, String topicPrefix) {
        this.settings = settings;
        this.address = address;
        this.topicPrefix = topicPrefix;
    }

    /** What became of an attempt. */
    sealed interface Answer {
        /** The receiver has it. */
        record Accepted() implements Answer {}

        /** The receiver understands the request and does not want this message, now or later. */
        record Refused(String reason) implements Answer {}

        /** It may succeed later. */
        record Failed(String reason) implements Answer {}
    }

    /** The receiver, without what is secret in its address. */
    String host() {
        return address.getHost() + (address.getPort() < 0 ? "" : ":" + address.getPort());
    }

    /** Sends a message. Neither throws, nor does the future complete exceptionally. */
    CompletableFuture<Answer> send(Notification message, Instant now) {
        try {
            return attempt(message, now);
        } catch (IllegalArgumentException e) { // its message may quote a header or the address
            return CompletableFuture.completedFuture(new Answer.Failed("the request cannot be built"));
        }
    }

    private CompletableFuture<Answer> attempt(Notification message, Instant now) {
        byte[] body = body(message);
        HttpRequest.Builder request = HttpRequest.newBuilder(withoutUser(address))
                .timeout(ANSWER)
                .header("Content-Type", "application/json")
                .header("webhook-id", message.getId())
                .header("webhook-timestamp", "" + now.getEpochSecond())
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        authorization().ifPresent(value -> request.header("Authorization", value));
        if (!settings.key().value().isEmpty()) {
            request.header("webhook-signature", signature(settings.key().value(), message.getId(), now, body));
        }
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofInputStream())
                .handle((response, error) -> error == null ? answer(response) : failed(error));
    }

    /** The message as the receiver gets it. Fields are only ever added. */
    byte[] body(Notification message) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", message.getId());
        json.put("kind", message.getKind());
        json.put("event", message.getEvent());
        json.put("at", message.getAt());
        json.put("summary", message.getSummary());
        json.put("subject", message.getSubject());
        json.put("number", message.getNumber());
        json.put("slice", message.getSlice());
        json.put("version", message.getVersion());
        json.put("figures", message.getFigures());
        json.put("topicPrefix", topicPrefix);
        try {
            return ApiJson.mapper().writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a message is always JSON", e);
        }
    }

    /** HMAC-SHA256 over id, time and body. */
    static String signature(String key, String id, Instant at, byte[] body) {
        byte[] secret = secret(key);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            mac.update((id + "." + at.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    /** @throws IllegalArgumentException if what should be base64 is not */
    static byte[] secret(String key) {
        return key.startsWith(CODED_KEY)
                ? Base64.getDecoder().decode(key.substring(CODED_KEY.length()))
                : key.getBytes(StandardCharsets.UTF_8);
    }

    private Optional<String> authorization() {
        if (!settings.token().value().isEmpty()) {
            return Optional.of("Bearer " + settings.token().value());
        }
        return Optional.ofNullable(address.getUserInfo())
                .map(user -> "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
    }

    private static URI withoutUser(URI address) {
        return address.getRawUserInfo() == null
                ? address
                : URI.create(address.toString().replaceFirst("//[^/?#]*@", "//"));
    }

    private static Answer answer(HttpResponse<InputStream> response) {
        try {
            response.body().close(); // only the status counts
        } catch (IOException e) {
            // the status has arrived
        }
        int status = response.statusCode();
        return switch (status / 100) {
            case 2 -> new Answer.Accepted();
            case 3 -> new Answer.Failed("it redirects (status " + status + "), which is not followed");
            default ->
                status == 400 || status == 413 || status == 422
                        ? new Answer.Refused("status " + status)
                        : new Answer.Failed("status " + status);
        };
    }

    /** Only the kind of failure: the message of an exception may quote the address. */
    private static Answer failed(Throwable error) {
        Throwable cause = error.getCause() == null ? error : error.getCause();
        return new Answer.Failed("it does not answer (" + cause.getClass().getSimpleName() + ")");
    }
}
