package dev.pentimento.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pentimento.http.ProtectedServer.Connection;
import dev.pentimento.http.Refusals.Reason;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The limits hold behind TLS too, and for the handshake. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HttpsTest {
    private static SSLContext tls;

    @BeforeAll
    static void makeKey(@TempDir Path directory) throws Exception {
        char[] password = "confidential".toCharArray();
        Path file = directory.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(password),
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore store = KeyStore.getInstance(file.toFile(), password);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", store.getCertificate("mykey"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    }

    @Test
    void aConnectionWithTlsCountsOnceAndItsAnswersAreWhole() throws Exception {
        List<Socket> open = new ArrayList<>();
        HttpLimits limits = ProtectedServer.limits(Duration.ofSeconds(5));
        try (ProtectedServer server = ProtectedServer.start(limits, tls)) {
            for (int i = 0; i < limits.clientConnections() - 1; i++) {
                open.add(request(server, "GET /quick HTTP/1.1\r\nHost: localhost\r\n\r\n"));
            }
            HttpRequest large = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + server.port() + "/large"))
                    .build();
            byte[] answer = HttpClient.newBuilder()
                    .sslContext(tls)
                    .build()
                    .send(large, BodyHandlers.ofByteArray())
                    .body();

            assertThat(answer).hasSize(ProtectedServer.LARGE);
            assertThat(server.refused(Reason.TOO_MANY_CONNECTIONS)).isZero();
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    @Test
    void aHandshakeThatDripsIsCutOff() throws Exception {
        try (ProtectedServer server = ProtectedServer.start(ProtectedServer.SHORT, tls);
                Connection slow = server.connect()) {
            // The beginning of a record of the handshake, of 0x4141 bytes.
            slow.send("\u0016\u0003\u0001AA");
            await().pollInterval(Duration.ofMillis(300)).until(() -> !slow.isOpen());

            assertThat(server.refused(Reason.SLOW_REQUEST)).isEqualTo(1);
        }
    }

    @Test
    void headersThatDripBehindTlsAreCutOff() throws Exception {
        try (ProtectedServer server = ProtectedServer.start(ProtectedServer.SHORT, tls);
                Socket slow = request(server, "GET /quick HTTP/1.1\r\nX-Slow: ")) {
            await().pollInterval(Duration.ofMillis(300)).until(() -> !takes(slow));

            assertThat(server.refused(Reason.SLOW_REQUEST)).isEqualTo(1);
        }
    }

    @Test
    void aConnectionThatWaitsAfterItsHandshakeIsNotSlow() throws Exception {
        try (ProtectedServer server = ProtectedServer.start(ProtectedServer.SHORT, tls);
                Socket waiting = request(server, "");
                Socket dripping = request(server, "GET /quick HTTP/1.1\r\nX-Slow: ")) {
            await().pollInterval(Duration.ofMillis(300)).until(() -> !takes(dripping));

            waiting.getOutputStream().write("GET /quick HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes());
            assertThat(waiting.getInputStream().read()).isEqualTo('H');
        }
    }

    private static Socket request(ProtectedServer server, String text) throws Exception {
        SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket("127.0.0.1", server.port());
        socket.startHandshake();
        socket.getOutputStream().write(text.getBytes());
        if (text.endsWith("\r\n\r\n")) {
            assertThat(socket.getInputStream().read()).isEqualTo('H');
        }
        return socket;
    }

    private static boolean takes(Socket socket) {
        try {
            socket.getOutputStream().write('x');
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
