package dev.pentimento.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends requests of {@link HttpGrammar} to one server. Each must be answered or its connection closed in time, without an
 * error of the server and without its insides.
 */
final class HttpFuzz {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int QUIET_MILLIS = 200;
    /** One in so many clients keeps its connection open after its request. */
    private static final int STAYING = 50;

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})");
    private static final Pattern INSIDES =
            Pattern.compile("Exception|\\tat |org\\.eclipse|java\\.lang|io\\.javalin|dev\\.pentimento\\.(?!events)");

    private final URI server;
    private final long seed;
    private final Map<String, Integer> statuses = new TreeMap<>();

    HttpFuzz(String url, long seed) {
        this.server = URI.create(url);
        this.seed = seed;
    }

    /** @return how often each status was answered; "closed" for a connection that was closed without an answer */
    Map<String, Integer> run(int cases) throws IOException {
        Random random = new Random(seed);
        HttpGrammar grammar = new HttpGrammar(random);
        for (int i = 0; i < cases; i++) {
            check(i, grammar.next(), random.nextInt(STAYING) == 0);
        }
        return statuses;
    }

    private void check(int number, byte[] request, boolean stays) throws IOException {
        String description = "case " + number + " of seed " + seed + " to " + server + ":\n"
                + shortened(new String(request, StandardCharsets.ISO_8859_1));
        String answer = exchange(request, stays, description);
        Matcher status = STATUS.matcher(answer);
        if (answer.isEmpty()) {
            statuses.merge("closed", 1, Integer::sum);
        }
        while (status.find()) {
            String code = status.group(1);
            statuses.merge(code, 1, Integer::sum);
            if (code.startsWith("5")) {
                assertThat(isDeliberate(code, answer))
                        .as(description + "\nanswered " + shortened(answer))
                        .isTrue();
            }
        }
        if (!answer.startsWith("HTTP/1.1 200")) {
            assertThat(answer).as(description).doesNotContainPattern(INSIDES);
        }
    }

    /** HTTP prescribes 501 and 505. The limits answer 503, and readiness does while there is no model. */
    private static boolean isDeliberate(String code, String answer) {
        return switch (code) {
            case "501", "505" -> true;
            case "503" -> answer.contains("Retry-After") || answer.contains("\"problems\"");
            default -> false;
        };
    }

    private String exchange(byte[] request, boolean stays, String description) throws IOException {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(stays ? QUIET_MILLIS : (int) LIMIT.toMillis());
            try {
                socket.getOutputStream().write(request);
                if (!stays) {
                    socket.shutdownOutput();
                }
            } catch (IOException e) {
                // The server has refused the request before its end.
            }
            return read(socket, description);
        }
    }

    private static String read(Socket socket, String description) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        byte[] some = new byte[8_192];
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            try {
                int length = socket.getInputStream().read(some);
                if (length < 0) {
                    return answer.toString(StandardCharsets.ISO_8859_1);
                }
                answer.write(some, 0, length);
                if (answer.toString(StandardCharsets.ISO_8859_1).contains("text/event-stream")) {
                    return answer.toString(StandardCharsets.ISO_8859_1);
                }
            } catch (SocketTimeoutException e) {
                if (answer.size() > 0) {
                    return answer.toString(StandardCharsets.ISO_8859_1);
                }
                assertThat(System.nanoTime())
                        .as("neither answered nor closed: " + description)
                        .isLessThan(deadline);
            } catch (IOException e) {
                return answer.toString(StandardCharsets.ISO_8859_1);
            }
        }
    }

    private static String shortened(String text) {
        return text.length() <= 2_000 ? text : text.substring(0, 2_000) + "… (" + text.length() + " bytes)";
    }
}
