package dev.pentimento.embedding.fetching;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.pentimento.events.DeadLetterReason;
import dev.pentimento.platform.kafka.UnusableRecordException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentFetcherTest {
    private static final int LIMIT = 1000;
    private static final Duration GENEROUS = Duration.ofSeconds(60);
    private static final S3Settings NO_OBJECTS = new S3Settings("", "", true);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;
    private String base;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        serve(server);
        base = "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpServer any) {
        any.setExecutor(threads);
        any.createContext("/scans/a.png", exchange -> answer(exchange, 200, "an image".getBytes(UTF_8)));
        any.createContext("/scans/full", exchange -> answer(exchange, 200, new byte[LIMIT]));
        any.createContext("/scans/more", exchange -> answer(exchange, 200, new byte[LIMIT + 1]));
        any.createContext("/scans/near", exchange -> redirect(exchange, "a.png"));
        any.createContext("/scans/far", exchange -> redirect(exchange, "/secret/a.png"));
        any.createContext("/scans/file", exchange -> redirect(exchange, "file:///etc/hostname"));
        any.createContext("/scans/tell", exchange -> redirect(exchange, "http://127.0.0.1:1/a?sig=sesame#sesame"));
        any.createContext("/scans/tell-user", exchange -> redirect(exchange, "http://u:sesame@127.0.0.1:1/a"));
        any.createContext("/scans/round", exchange -> redirect(exchange, "/scans/round"));
        any.createContext("/secret/a.png", exchange -> answer(exchange, 200, "secret".getBytes(UTF_8)));
        any.createContext("/scans/trickle", this::trickle);
        any.start();
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static void redirect(HttpExchange exchange, String location) throws IOException {
        exchange.getResponseHeaders().add("Location", location);
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    /** Headers and a first byte at once, and then nothing. */
    private void trickle(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 100);
        exchange.getResponseBody().write(1);
        exchange.getResponseBody().flush();
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }

    private ContentFetcher fetcher(Duration timeout, String... allowed) {
        return new ContentFetcher(AllowList.of(List.of(allowed)), LIMIT, timeout, NO_OBJECTS);
    }

    private void refused(ContentFetcher fetcher, String address, DeadLetterReason reason, String... words) {
        assertThatThrownBy(() -> fetcher.fetch(address))
                .isInstanceOfSatisfying(
                        UnusableRecordException.class,
                        e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContainingAll(words);
    }

    @Test
    void whatIsThereIsFetched() throws Exception {
        ContentFetcher fetcher = fetcher(GENEROUS, base + "/scans/");

        assertThat(fetcher.fetch(base + "/scans/a.png")).asString(UTF_8).isEqualTo("an image");
        assertThat(fetcher.fetch(base + "/scans/full")).hasSize(LIMIT);
        assertThat(fetcher.fetch(base + "/scans/near")).asString(UTF_8).isEqualTo("an image");
    }

    @Test
    void overHttpsToo(@TempDir Path folder) throws Exception {
        KeyStore keys = selfSigned(folder.resolve("keys.p12"));
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, "changeit".toCharArray());
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keys);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        HttpsServer secure = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(context));
        serve(secure);
        try {
            String address = "https://localhost:" + secure.getAddress().getPort() + "/scans/";
            AllowList list = AllowList.of(List.of(address));
            ContentFetcher trusting = new ContentFetcher(
                    list, LIMIT, GENEROUS, NO_OBJECTS, HttpClient.newBuilder().sslContext(context));

            assertThat(trusting.fetch(address + "a.png")).asString(UTF_8).isEqualTo("an image");
            refused(
                    new ContentFetcher(list, LIMIT, GENEROUS, NO_OBJECTS),
                    address + "a.png",
                    DeadLetterReason.CONTENT_UNREACHABLE,
                    "SSL");
        } finally {
            secure.stop(0);
        }
    }

    private static KeyStore selfSigned(Path file) throws Exception {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "test",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(file.resolveSibling("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, "changeit".toCharArray());
        }
        return keys;
    }

    @Test
    void withoutAListNothingIsAsked() {
        refused(
                fetcher(GENEROUS),
                base + "/scans/a.png",
                DeadLetterReason.CONTENT_NOT_ALLOWED,
                "send its bytes as content",
                "embedding.uri.allow");
    }

    @Test
    void whatIsNotOnTheListIsNotAskedNotEvenByARedirect() {
        ContentFetcher fetcher = fetcher(GENEROUS, base + "/scans/");

        refused(fetcher, base + "/secret/a.png", DeadLetterReason.CONTENT_NOT_ALLOWED, "/secret/a.png");
        refused(fetcher, base + "/scans/far", DeadLetterReason.CONTENT_NOT_ALLOWED, "redirects to /secret/a.png");
        refused(
                fetcher(GENEROUS, base + "/scans/", "file:///etc/"),
                base + "/scans/file",
                DeadLetterReason.CONTENT_NOT_ALLOWED,
                "redirects to file:///etc/hostname");
    }

    @Test
    void tooMuchIsNotReadToItsEnd(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("large.png"), new byte[LIMIT + 1]);

        refused(fetcher(GENEROUS, base), base + "/scans/more", DeadLetterReason.CONTENT_TOO_LARGE, "1000 bytes");
        refused(
                fetcher(GENEROUS, folder.toUri().toString()),
                file.toUri().toString(),
                DeadLetterReason.CONTENT_TOO_LARGE,
                "embedding.uri.max.bytes");
    }

    @Test
    void anAnswerThatDoesNotEndInTimeIsGivenUp() {
        refused(
                fetcher(Duration.ofMillis(300), base),
                base + "/scans/trickle",
                DeadLetterReason.CONTENT_UNREACHABLE,
                "no complete answer within PT0.3S");
    }

    @Test
    void whatCannotBeHadIsToldWithTheCause(@TempDir Path folder) throws Exception {
        ContentFetcher fetcher = fetcher(GENEROUS, base, folder.toUri().toString());

        refused(fetcher, base + "/scans/none", DeadLetterReason.CONTENT_UNREACHABLE, "status 404");
        refused(fetcher, base + "/scans/round", DeadLetterReason.CONTENT_UNREACHABLE, "redirects");
        refused(fetcher, folder.toUri() + "none.png", DeadLetterReason.CONTENT_UNREACHABLE, "NoSuchFile");
        Files.createDirectory(folder.resolve("folder"));
        refused(fetcher, folder.toUri() + "folder", DeadLetterReason.CONTENT_UNREACHABLE, "it is not a file");
        String deserted = "http://127.0.0.1:1/";
        refused(fetcher(GENEROUS, deserted), deserted + "a", DeadLetterReason.CONTENT_UNREACHABLE, "ConnectException");
    }

    /** A presigned address carries its signature in the query. */
    @Test
    void noTextShowsTheSecretsOfAnAddress(@TempDir Path folder) throws Exception {
        ContentFetcher fetcher =
                fetcher(GENEROUS, base + "/scans/", folder.toUri().toString());
        String port = base.substring(base.indexOf("127.0.0.1") + 9);

        for (String address : List.of(
                base + "/scans/none?X-Amz-Signature=sesame",
                base + "/scans/none%3fX-Amz-Signature=sesame",
                base + "/scans/more?sig=sesame",
                base + "/scans/far?sig=sesame",
                base + "/scans/tell",
                base + "/scans/tell-user",
                base + "/scans/round?sig=sesame",
                base + "/other/a.png?sig=sesame",
                base + "/scans/a.png#sesame",
                base + "/scans/a.png;token=sesame",
                "http://user:sesame@127.0.0.1" + port + "/scans/a.png",
                "http://user:sec/sesame@127.0.0.1" + port + "/scans/a.png",
                "//user:sesame@127.0.0.1/scans/a.png",
                "user:sesame@host/a b?sig=sesame",
                "any text?sig=sesame",
                "x".repeat(10_000) + "sesame",
                folder.toUri() + "none.png?sig=sesame",
                "file:" + folder + "/none.png?sig=sesame",
                "file:///elsewhere/a.png?sig=sesame")) {
            assertThatThrownBy(() -> fetcher.fetch(address))
                    .as(address)
                    .isInstanceOf(UnusableRecordException.class)
                    .message()
                    .doesNotContain("sesame")
                    .matches("(?s).*(/|a b|any text|characters).*");
        }
        assertThat(ShownAddress.inText("cannot parse https://u:sesame@h/p@2x?sig=sesame, http://h#sesame and x"))
                .isEqualTo("cannot parse https://h/p@2x http://h and x");
    }

    @Test
    void aReadThatHangsIsGivenUpAndItsFolderWithIt(@TempDir Path folder) throws Exception {
        FileReads reads = new FileReads(Duration.ofMillis(50));
        CountDownLatch mended = new CountDownLatch(1);
        Callable<byte[]> hanging = () -> {
            boolean still = true;
            while (still) { // a system call that hangs heeds no interrupt
                try {
                    mended.await();
                    still = false;
                } catch (InterruptedException e) {
                    still = true;
                }
            }
            return new byte[1];
        };

        for (int read = 0; read < FileReads.MOST_HUNG; read++) {
            assertThatThrownBy(() -> reads.read("a", hanging)).hasMessageContaining("not read within PT0.05S");
        }
        assertThatThrownBy(() -> reads.read("a", () -> new byte[2]))
                .hasMessageContaining("8 reads of this folder hang");
        assertThat(reads.read("b", () -> new byte[2])).hasSize(2);
        mended.countDown();
        await().untilAsserted(
                        () -> assertThat(reads.read("a", () -> new byte[2])).hasSize(2));
    }

    /** The pipe takes the file's place between the check and the reading. */
    @Test
    void aPipeHoldsNobodyUp(@TempDir Path folder) throws Exception {
        Path pipe = folder.resolve("pipe.png");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        FileReads reads = new FileReads(Duration.ofMillis(50));

        refused(
                fetcher(GENEROUS, folder.toUri().toString()),
                pipe.toUri().toString(),
                DeadLetterReason.CONTENT_UNREACHABLE,
                "it is not a file");
        for (int read = 0; read < FileReads.MOST_HUNG; read++) {
            assertThatThrownBy(() -> reads.read("a", () -> Files.readAllBytes(pipe)))
                    .hasMessageContaining("PT0.05S");
        }
        assertThatThrownBy(() -> reads.read("a", () -> Files.readAllBytes(pipe)))
                .hasMessageContaining("hang");
        Files.write(pipe, new byte[1]); // a writer lets all readers go
    }

    @Test
    void aFileBehindALinkOutOfTheListIsNotRead(@TempDir Path folder) throws Exception {
        Path scans = Files.createDirectory(folder.resolve("scans"));
        Files.createSymbolicLink(scans.resolve("link.png"), Files.writeString(folder.resolve("secret.png"), "secret"));

        refused(
                fetcher(GENEROUS, scans.toUri().toString()),
                scans.toUri() + "link.png",
                DeadLetterReason.CONTENT_NOT_ALLOWED,
                "leads to a place");
    }
}
