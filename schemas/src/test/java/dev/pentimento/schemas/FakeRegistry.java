package dev.pentimento.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP server with prepared answers that records its requests. */
final class FakeRegistry implements AutoCloseable {
    record Asked(String method, String uri, Map<String, List<String>> headers, String body) {
        String header(String name) {
            return String.join(",", headers.getOrDefault(name, List.of()));
        }
    }

    private record Answer(int status, String body) {}

    private final HttpServer server;
    private final Map<String, Queue<Answer>> answers = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    FakeRegistry() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** The next answer to {@code request}, such as {@code "GET /subjects"}; the last one is repeated. */
    FakeRegistry answers(String request, int status, String body) {
        answers.computeIfAbsent(request, key -> new ConcurrentLinkedQueue<>()).add(new Answer(status, body));
        return this;
    }

    List<Asked> asked() {
        return asked;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        String uri = exchange.getRequestURI().toString();
        asked.add(new Asked(exchange.getRequestMethod(), uri, Map.copyOf(exchange.getRequestHeaders()), body));
        Queue<Answer> prepared =
                answers.getOrDefault(exchange.getRequestMethod() + " " + uri, new ConcurrentLinkedQueue<>());
        Answer answer = prepared.size() > 1 ? prepared.remove() : prepared.peek();
        byte[] bytes = (answer == null ? "no answer prepared" : answer.body()).getBytes(UTF_8);
        exchange.sendResponseHeaders(answer == null ? 404 : answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
