package dev.pentimento.http;

import io.javalin.Javalin;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLContext;

/** A small server behind the protection, and raw connections to it. */
final class ProtectedServer implements AutoCloseable {
    static final HttpLimits SHORT = limits(Duration.ofSeconds(1));
    static final int LARGE = 30_000_000;

    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    final CountDownLatch released = new CountDownLatch(1);
    final BlockingQueue<EventStream> streams = new LinkedBlockingQueue<>();
    private final Javalin server;

    private ProtectedServer(String host, HttpLimits limits, int mostStreams, Optional<SSLContext> tls) {
        byte[] large = new byte[LARGE];
        Refusals refusals = new Refusals(metrics);
        EventStreams events =
                new EventStreams("/events", mostStreams, limits.sendTimeout(), Map.of(), refusals, streams::add);
        server = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.routes.get("/quick", context -> context.result("quick"));
                    config.routes.get("/health/live", context -> context.result("up"));
                    config.routes.get("/large", context -> context.result(large));
                    config.routes.get("/blocked", context -> {
                        released.await();
                        context.result("released");
                    });
                    config.routes.get("/broken", context -> {
                        throw new IllegalStateException("inside");
                    });
                    config.routes.post("/echo", context -> context.result(context.bodyAsBytes()));
                    config.jetty.modifyServer(jetty -> jetty.insertHandler(events));
                    new HttpProtection(limits, tls, metrics).addTo(config);
                })
                .start(host, 0);
    }

    static ProtectedServer start() {
        return start(SHORT);
    }

    static ProtectedServer start(HttpLimits limits) {
        return new ProtectedServer("127.0.0.1", limits, 3, Optional.empty());
    }

    static ProtectedServer start(String host, HttpLimits limits) {
        return new ProtectedServer(host, limits, 3, Optional.empty());
    }

    static ProtectedServer start(HttpLimits limits, SSLContext tls) {
        return new ProtectedServer("127.0.0.1", limits, 3, Optional.of(tls));
    }

    int port() {
        return server.port();
    }

    static HttpLimits limits(Duration timeout) {
        return new HttpLimits(List.of(), 8_192, 1_000, timeout, timeout, Duration.ofSeconds(10), 60, 40, 2, 4, 0);
    }

    double refused(Refusals.Reason reason) {
        return metrics.get("pentimento.http.refused")
                .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                .counter()
                .count();
    }

    Connection connect() throws IOException {
        return connect("127.0.0.1");
    }

    /** @param from an address of this machine, such as 127.0.0.2 */
    Connection connect(String from) throws IOException {
        return new Connection(server.port(), from);
    }

    /** The answer to one request, whole. */
    String ask(String request) throws IOException {
        try (Connection connection = connect()) {
            return connection.send(request).readToEnd();
        }
    }

    @Override
    public void close() {
        released.countDown();
        server.stop();
    }

    /** A connection that sends exactly what it is given. */
    static final class Connection implements AutoCloseable {
        private final Socket socket = new Socket();

        private Connection(int port, String from) throws IOException {
            socket.setReceiveBufferSize(4_096);
            socket.setSoTimeout(20_000);
            socket.bind(new InetSocketAddress(from, 0));
            socket.connect(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
        }

        Connection send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            return this;
        }

        /** What comes before the server closes the connection. */
        String readToEnd() {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            try {
                socket.getInputStream().transferTo(all);
            } catch (java.net.SocketTimeoutException e) {
                throw new AssertionError("neither answered nor closed; so far: " + all, e);
            } catch (IOException e) {
                // The server has cut it off.
            }
            return all.toString(StandardCharsets.UTF_8);
        }

        /** The next bytes, at least one. */
        String read() throws IOException {
            byte[] some = new byte[4_096];
            int length = socket.getInputStream().read(some);
            return length < 0 ? "" : new String(some, 0, length, StandardCharsets.UTF_8);
        }

        /** Whether the server takes one more byte. */
        boolean isOpen() {
            try {
                send("x");
                return true;
            } catch (IOException e) {
                return false;
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
