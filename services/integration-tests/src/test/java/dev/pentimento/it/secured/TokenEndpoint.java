package dev.pentimento.it.secured;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Gives a token to each client that knows the secret, over HTTPS, and shows brokers the key that its tokens are signed with. */
final class TokenEndpoint implements AutoCloseable {
    static final String ISSUER = "https://login.test";
    static final String AUDIENCE = "kafka";
    static final String SECRET = "the-clients-secret";

    private static final String KEY_ID = "test";
    private static final Duration VALID = Duration.ofHours(1);

    private final KeyPair key;
    private final HttpsServer tokens;
    private final HttpServer keys;

    TokenEndpoint(KeyStore own) throws GeneralSecurityException, IOException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        key = generator.generateKeyPair();
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(own, Certificates.PASSWORD.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        tokens = HttpsServer.create(free, 0);
        tokens.setHttpsConfigurator(new HttpsConfigurator(tls));
        tokens.createContext("/token", this::token);
        tokens.start();
        keys = HttpServer.create(free, 0);
        keys.createContext("/keys", exchange -> answer(exchange, 200, publicKey()));
        keys.start();
    }

    String tokenUrl() {
        return "https://localhost:" + tokens.getAddress().getPort() + "/token";
    }

    String keysUrl() {
        return "http://localhost:" + keys.getAddress().getPort() + "/keys";
    }

    private void token(HttpExchange exchange) throws IOException {
        String given = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        String[] user = given.startsWith("Basic ")
                ? new String(Base64.getDecoder().decode(given.substring("Basic ".length())), UTF_8).split(":", 2)
                : new String[0];
        if (user.length == 2 && user[1].equals(SECRET)) {
            answer(
                    exchange,
                    200,
                    "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":%d}"
                            .formatted(signed(user[0]), VALID.toSeconds()));
        } else {
            answer(exchange, 401, "{\"error\":\"invalid_client\"}");
        }
    }

    private String signed(String subject) {
        long now = Instant.now().getEpochSecond();
        String text = base64("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"" + KEY_ID + "\"}")
                + "."
                + base64("{\"sub\":\"%s\",\"scope\":\"kafka\",\"iss\":\"%s\",\"aud\":\"%s\",\"iat\":%d,\"exp\":%d}"
                        .formatted(subject, ISSUER, AUDIENCE, now, now + VALID.toSeconds()));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key.getPrivate());
            signature.update(text.getBytes(UTF_8));
            return text + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String publicKey() {
        RSAPublicKey rsa = (RSAPublicKey) key.getPublic();
        return "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"%s\",\"n\":\"%s\",\"e\":\"%s\"}]}"
                .formatted(KEY_ID, base64(unsigned(rsa.getModulus())), base64(unsigned(rsa.getPublicExponent())));
    }

    private static byte[] unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return bytes[0] == 0 ? java.util.Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private static String base64(String text) {
        return base64(text.getBytes(UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        exchange.getRequestBody().readAllBytes();
        byte[] bytes = json.getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        tokens.stop(0);
        keys.stop(0);
    }
}
