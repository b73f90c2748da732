package dev.pentimento.embedding.fetching;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpServer;
import dev.pentimento.events.DeadLetterReason;
import dev.pentimento.platform.kafka.UnusableRecordException;
import dev.pentimento.platform.settings.SettingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With a server that has S3's protocol and checks signatures. */
class ObjectStoreTest {
    private static final String SECRET = "the-secret-of-the-test";
    private static final String KEY = "the-key-of-the-test";
    private static final int LIMIT = 1000;
    private static final Duration GENEROUS = Duration.ofSeconds(60);

    @TempDir
    private Path buckets;

    private S3Proxy server;

    @BeforeEach
    void start() throws Exception {
        server = S3Proxy.builder()
                .blobStore(new FilesystemNio2BlobStore(buckets.toString()))
                .awsAuthentication(AuthenticationType.AWS_V4, KEY, SECRET)
                .endpoint(URI.create("http://127.0.0.1:0"))
                .build();
        server.start();
        System.setProperty("aws.disableEc2Metadata", "true");
        System.setProperty("aws.configFile", buckets.resolve("none").toString());
        System.setProperty("aws.sharedCredentialsFile", buckets.resolve("none").toString());
        credentials(SECRET);
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
        for (String name : List.of(
                "aws.disableEc2Metadata",
                "aws.configFile",
                "aws.sharedCredentialsFile",
                "aws.accessKeyId",
                "aws.secretAccessKey")) {
            System.clearProperty(name);
        }
    }

    private static void credentials(String secret) {
        System.setProperty("aws.accessKeyId", KEY);
        System.setProperty("aws.secretAccessKey", secret);
    }

    private ContentFetcher fetcher(Duration timeout, int port) {
        return new ContentFetcher(
                AllowList.of(List.of("s3://scans/ward-2/")),
                LIMIT,
                timeout,
                new S3Settings("http://127.0.0.1:" + port, "", true));
    }

    private ContentFetcher fetcher() {
        return fetcher(GENEROUS, server.getPort());
    }

    private void object(String key, byte[] content) throws IOException {
        Path file = buckets.resolve("scans").resolve(key);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private UnusableRecordException refusal(ContentFetcher fetcher, String address) {
        return catchThrowableOfType(UnusableRecordException.class, () -> fetcher.fetch(address));
    }

    @Test
    void objectIsRead() throws Exception {
        object("ward-2/a lung, schön.png", "pixels".getBytes(UTF_8));
        try (ContentFetcher fetcher = fetcher()) {
            assertThat(fetcher.fetch("s3://scans/ward-2/a%20lung,%20sch%C3%B6n.png"))
                    .isEqualTo("pixels".getBytes(UTF_8));
        }
    }

    @Test
    void objectOfTheLargestSizeIsReadAndALargerOneIsRefused() throws Exception {
        object("ward-2/fits", new byte[LIMIT]);
        object("ward-2/large", new byte[LIMIT + 1]);
        object("ward-2/huge", new byte[20_000_000]);
        try (ContentFetcher fetcher = fetcher()) {
            assertThat(fetcher.fetch("s3://scans/ward-2/fits")).hasSize(LIMIT);
            assertThat(refusal(fetcher, "s3://scans/ward-2/large").reason())
                    .isEqualTo(DeadLetterReason.CONTENT_TOO_LARGE);
            assertThat(refusal(fetcher, "s3://scans/ward-2/huge").reason())
                    .isEqualTo(DeadLetterReason.CONTENT_TOO_LARGE);
        }
    }

    @Test
    void missingObjectIsUnreachable() throws Exception {
        object("ward-2/other", new byte[1]);
        try (ContentFetcher fetcher = fetcher()) {
            UnusableRecordException refusal = refusal(fetcher, "s3://scans/ward-2/none.png");
            assertThat(refusal.reason()).isEqualTo(DeadLetterReason.CONTENT_UNREACHABLE);
            assertThat(refusal).hasMessage("cannot fetch s3://scans/ward-2/none.png: status 404");
        }
    }

    @Test
    void wrongSecretIsReportedWithoutTheSignature() throws Exception {
        object("ward-2/a.png", new byte[1]);
        credentials("another-secret");
        try (ContentFetcher fetcher = fetcher()) {
            assertThat(refusal(fetcher, "s3://scans/ward-2/a.png"))
                    .hasMessage("cannot fetch s3://scans/ward-2/a.png: status 403");
        }
    }

    @Test
    void onlyObjectsBelowTheListAreRead() {
        try (ContentFetcher fetcher = fetcher()) {
            for (String address : List.of(
                    "s3://other/ward-2/a.png",
                    "s3://SCANS/ward-2/a.png",
                    "s3://scans/ward-1/a.png",
                    "s3://scans/ward-2/../ward-1/a.png",
                    "s3://scans/ward-2/%2e%2e/ward-1/a.png",
                    "s3://scans:80/ward-2/a.png",
                    "s3://key:secret@scans/ward-2/a.png",
                    "s3://scans/ward-2/a.png?versionId=7")) {
                assertThat(refusal(fetcher, address).reason())
                        .as(address)
                        .isEqualTo(DeadLetterReason.CONTENT_NOT_ALLOWED);
            }
        }
    }

    @Test
    void bucketWithoutAKeyIsNoObject() {
        try (ContentFetcher fetcher = new ContentFetcher(
                AllowList.of(List.of("s3://scans/")),
                LIMIT,
                GENEROUS,
                new S3Settings("http://127.0.0.1:" + server.getPort(), "", true))) {
            assertThat(refusal(fetcher, "s3://scans/").reason()).isEqualTo(DeadLetterReason.CONTENT_UNREACHABLE);
        }
    }

    @Test
    void serverThatNeverAnswersIsNotWaitedFor() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                ContentFetcher fetcher = fetcher(Duration.ofMillis(300), silent.getLocalPort())) {
            assertThat(refusal(fetcher, "s3://scans/ward-2/a.png"))
                    .hasMessage("cannot fetch s3://scans/ward-2/a.png: no complete answer within PT0.3S");
        }
    }

    @Test
    void answerThatEndsTooEarlyIsNotAnImage() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                ContentFetcher fetcher = fetcher(GENEROUS, server.getLocalPort())) {
            Thread cutting = new Thread(() -> {
                try (Socket socket = server.accept()) {
                    socket.getInputStream().read();
                    socket.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc".getBytes(UTF_8));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            cutting.start();
            UnusableRecordException refusal = refusal(fetcher, "s3://scans/ward-2/a.png");
            assertThat(refusal.reason()).isEqualTo(DeadLetterReason.CONTENT_UNREACHABLE);
            assertThat(refusal.getMessage()).doesNotContain("X-Amz");
            cutting.join();
        }
    }

    @Test
    void bucketOfAnotherRegionIsNamedAsThat() throws Exception {
        HttpServer moved = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        moved.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/");
            exchange.sendResponseHeaders(307, -1);
            exchange.close();
        });
        moved.start();
        try (ContentFetcher fetcher = fetcher(GENEROUS, moved.getAddress().getPort())) {
            assertThat(refusal(fetcher, "s3://scans/ward-2/a.png"))
                    .hasMessage("cannot fetch s3://scans/ward-2/a.png: status 307: the bucket is in another region; set"
                            + " embedding.s3.region");
        } finally {
            moved.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "minio:9000",
                "http://my_minio:9000",
                "http://minio:port",
                "http://minio:99999",
                "http://[bad",
                "http://key:secret@minio",
                "http://minio/path",
                "ftp://minio"
            })
    void endpointThatIsNoServerIsRefused(String endpoint) {
        assertThatThrownBy(() -> new S3Settings(endpoint, "", true))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("embedding.s3.endpoint is '")
                .hasMessageNotContaining("secret");
    }

    @Test
    void withoutCredentialsTheServiceDoesNotStart() {
        assumeThat(System.getenv()).doesNotContainKey("AWS_ACCESS_KEY_ID");
        System.clearProperty("aws.accessKeyId");
        assertThatThrownBy(this::fetcher)
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("embedding.uri.allow has an address with s3, but there are no credentials");
    }

    @Test
    void withoutARegionTheServiceDoesNotStart() {
        assumeThat(System.getenv()).doesNotContainKey("AWS_REGION");
        assertThatThrownBy(() -> new ContentFetcher(
                        AllowList.of(List.of("s3://scans/")), LIMIT, GENEROUS, new S3Settings("", "", true)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("there is no region; set embedding.s3.region or AWS_REGION");
    }
}
