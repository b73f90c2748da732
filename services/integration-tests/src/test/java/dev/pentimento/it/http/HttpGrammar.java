package dev.pentimento.it.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Writes requests that are nearly HTTP: each part is right most of the time, and wrong in a way that has hurt servers. */
final class HttpGrammar {
    private static final List<String> METHODS = List.of(
            "GET", "GET", "GET", "GET", "POST", "POST", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "TRACE", "PATCH",
            "CONNECT", "get");
    private static final List<String> PATHS = List.of(
            "/",
            "/metrics",
            "/health",
            "/health/live",
            "/health/ready",
            "/api/v1",
            "/api/v1/now",
            "/api/v1/events",
            "/api/v1/map",
            "/api/v1/map/tsne",
            "/api/v1/embeddings",
            "/api/v1/quality",
            "/api/v1/flips",
            "/api/v1/commands",
            "/api/v1/commands/%s",
            "/api/v1/images/%s/%s/%s",
            "/libraries/uplot/uPlot.esm.js",
            "/assets/%s",
            "/%s",
            "/subjects",
            "/subjects/%s",
            "/subjects/%s/versions",
            "/subjects/%s/versions/%s",
            "/subjects/%s/versions/%s/schema",
            "/schemas/ids/%s",
            "/schemas/types",
            "/config",
            "/config/%s",
            "/mode/%s",
            "/compatibility/subjects/%s/versions/%s");
    private static final List<String> SEGMENTS = List.of(
            "0",
            "1",
            "-1",
            "latest",
            "a",
            "99999999999999999999",
            "2147483648",
            "1e9",
            "%00",
            "%0d%0aX:%20y",
            "%2e%2e",
            "..",
            "..;",
            "a;b=c",
            "%2F",
            "%252e",
            "%c0%ae",
            "%ff",
            "%",
            "%zz",
            "%u002e",
            "\\",
            "\"",
            "<script>",
            "ä",
            "a b",
            "{x}",
            "//",
            ".");
    private static final List<String> QUERIES = List.of(
            "",
            "",
            "",
            "?format=csv",
            "?format=%ff",
            "?limit=-1",
            "?limit=99999999999999999999",
            "?after=9223372036854775807",
            "?sample=2147483648",
            "?slice=source%3D%00",
            "?deleted=true&permanent=true",
            "?%",
            "?a=%zz&&=&b",
            "?verbose=true#fragment",
            "?fetchMaxId=true");
    private static final List<String> VERSIONS =
            List.of("HTTP/1.1", "HTTP/1.0", "HTTP/0.9", "HTTP/2.0", "HTTP/9", "", "x");
    private static final List<String> HOSTS = List.of(
            "Host: localhost\r\n",
            "Host: 127.0.0.1:8080\r\n",
            "Host: [::1]\r\n",
            "",
            "Host:\r\n",
            "Host: evil.example\r\n",
            "Host: a:b:c\r\n",
            "Host: localhost:99999\r\n",
            "Host: localhost\r\nHost: other\r\n",
            "Host: \u0000\r\n");
    private static final List<String> HEADERS = List.of(
            "Accept: text/csv\r\n",
            "Accept: */*;q=nonsense\r\n",
            "Authorization: Bearer wrong\r\n",
            "Authorization: Bearer\r\n",
            "Authorization: Basic %%%\r\n",
            "Content-Type: application/json\r\n",
            "Content-Type: application/vnd.schemaregistry.v1+json\r\n",
            "Content-Type: text/plain; charset=nonsense\r\n",
            "Content-Type: ;;;\r\n",
            "Content-Encoding: gzip\r\n",
            "Origin: null\r\n",
            "Origin: http://[\r\n",
            "Sec-Fetch-Site: same-origin\r\n",
            "Cookie: a=b; ; =; $Version=1\r\n",
            "Range: bytes=0-,5-2,-\r\n",
            "If-Modified-Since: yesterday\r\n",
            "If-None-Match: \"\r\n",
            "Expect: 100-continue\r\n",
            "Expect: nonsense\r\n",
            "Connection: close\r\n",
            "Connection: keep-alive, Upgrade\r\nUpgrade: websocket\r\n",
            "Upgrade: h2c\r\nHTTP2-Settings: AAA\r\n",
            "Accept-Encoding: gzip;q=0, *;q=x\r\n",
            "X-Forwarded-For: \r\n",
            " folded: value\r\n",
            "No colon\r\n",
            ": no name\r\n",
            "Bad Name: x\r\n",
            "X-Nul: a\u0000b\r\n",
            "X-Bare: a\nX-Next: b\r\n");
    private static final List<String> LENGTHS = List.of(
            "Content-Length: -1\r\n",
            "Content-Length: 99999999999999999999\r\n",
            "Content-Length: 0x10\r\n",
            "Content-Length: 5\r\nContent-Length: 6\r\n",
            "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
            "Transfer-Encoding: gzip\r\n",
            "Transfer-Encoding: chunked, identity\r\n",
            "Content-Length: 2000000\r\n",
            "Content-Length:\r\n");
    private static final List<String> BODIES = List.of(
            "{}",
            "[]",
            "",
            "null",
            "{\"kind\":\"ROLL_BACK\"}",
            "{\"kind\":7,\"version\":{}}",
            "{\"schema\":\"\\\"int\\\"\"}",
            "{\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"A\\\",\\\"fields\\\":[]}\"}",
            "{\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"A\\\",\\\"fields\\\":7}\"}",
            "{\"schema\":\"{\\\"type\\\":\\\"fixed\\\",\\\"name\\\":\\\"F\\\",\\\"size\\\":-1}\"}",
            "{\"schema\":\"{\\\"type\\\":\\\"enum\\\",\\\"name\\\":\\\"E\\\",\\\"symbols\\\":[1]}\"}",
            "{\"schema\":\"[\\\"int\\\",[\\\"int\\\"]]\"}",
            "{\"schema\":\"{\\\"type\\\":\\\"bytes\\\",\\\"logicalType\\\":\\\"decimal\\\",\\\"precision\\\":1e99}\"}",
            "{\"schema\":7,\"schemaType\":[],\"references\":\"x\"}",
            "{\"schema\":\"\\ud800\"}",
            "{\"compatibility\":\"NONE\"}",
            "{\"compatibility\":null}",
            "{\"mode\":\"READWRITE\"}",
            "{\"id\":1e400,\"version\":-0}",
            "{\"a\":" + "9".repeat(5_000) + "}");

    private final Random random;

    HttpGrammar(Random random) {
        this.random = random;
    }

    /** One to three requests, as a client that pipelines sends them; sometimes damaged or cut short. */
    byte[] next() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        int requests = chance(10) ? 3 : 1;
        for (int i = 0; i < requests; i++) {
            all.writeBytes(request());
        }
        byte[] bytes = all.toByteArray();
        if (chance(30)) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        if (chance(30)) {
            return java.util.Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
        }
        return bytes;
    }

    private byte[] request() {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        write(request, chance(50) ? letters(1 + random.nextInt(20)) : any(METHODS));
        write(request, chance(100) ? "\t" : " ");
        write(request, target());
        write(request, " " + mostlyFirst(VERSIONS) + (chance(50) ? "\n" : "\r\n"));
        write(request, mostlyFirst(HOSTS));
        for (int i = chance(3) ? 1 + random.nextInt(3) : 0; i > 0; i--) {
            write(request, any(HEADERS));
        }
        if (chance(100)) {
            write(request, ("X-Many: " + letters(10) + "\r\n").repeat(2_000));
        }
        body(request);
        return request.toByteArray();
    }

    private String target() {
        String path = any(PATHS);
        while (path.contains("%s")) {
            path = path.replaceFirst("%s", java.util.regex.Matcher.quoteReplacement(segment()));
        }
        path += any(QUERIES);
        return switch (random.nextInt(60)) {
            case 0 -> "http://localhost" + path;
            case 1 -> "http://evil.example:99999" + path;
            case 2 -> "*";
            case 3 -> path.substring(1);
            case 4 -> "/" + "../".repeat(random.nextInt(9)) + path;
            case 5 -> chance(4) ? path + letters(10_000) : path;
            default -> path;
        };
    }

    private String segment() {
        return chance(3) ? any(SEGMENTS) : any(List.of("0", "1", "latest", "a", "b", letters(5)));
    }

    private void body(ByteArrayOutputStream request) {
        byte[] body = content();
        switch (random.nextInt(12)) {
            case 0 -> write(request, any(LENGTHS) + "\r\n");
            case 1 -> {
                write(request, "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
                chunks(request, body);
                return;
            }
            case 2, 3, 4, 5, 6 -> {
                write(request, "\r\n");
                return;
            }
            default -> write(request, "Content-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n");
        }
        request.writeBytes(body);
    }

    private void chunks(ByteArrayOutputStream request, byte[] body) {
        String size = chance(5)
                ? any(List.of("-1", "zz", "ffffffffffffffffff", "", "0x5", "5;" + letters(3_000)))
                : Integer.toHexString(body.length);
        write(request, size + "\r\n");
        request.writeBytes(body);
        write(request, chance(10) ? "" : "\r\n0\r\n" + (chance(10) ? "Trailer: x\r\n" : "") + "\r\n");
    }

    private byte[] content() {
        return switch (random.nextInt(10)) {
            case 0 -> nested("[", "]");
            case 1 -> nested("{\"a\":", "}");
            case 2 -> schema(nested("{\\\"type\\\":\\\"array\\\",\\\"items\\\":", "}"));
            case 3 -> {
                byte[] noise = new byte[random.nextInt(200)];
                random.nextBytes(noise);
                yield noise;
            }
            default -> any(BODIES).getBytes(StandardCharsets.UTF_8);
        };
    }

    private static byte[] schema(byte[] text) {
        return ("{\"schema\":\"" + new String(text, StandardCharsets.UTF_8) + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    private byte[] nested(String open, String close) {
        int depth = any(List.of(10, 500, 1_500, 20_000));
        return (open.repeat(depth) + "1" + close.repeat(depth)).getBytes(StandardCharsets.UTF_8);
    }

    private String letters(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }

    /** @param oneIn how many */
    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** What is right, but for one in 20. */
    private String mostlyFirst(List<String> choices) {
        return chance(20) ? any(choices) : choices.get(0);
    }

    private static void write(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
