package dev.pentimento.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pentimento.events.QualityWindow;
import dev.pentimento.it.CommandProcess.Result;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.schemas.json.EventJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The guarantee that a replay, in a process of its own, has the figures of the live run: from the recorded embeddings bit
 * for bit, from the images within {@link #TOLERANCE}.
 */
record ReplayEqualsLive(RunningSystem system, String version) {
    /** Other batches round otherwise in the last bits; figures are means over images, or counts of a few of them. */
    private static final double TOLERANCE = 1e-3;

    private static final ObjectMapper JSON = new ObjectMapper();

    void holds() {
        Map<String, JsonNode> live = live();
        assertThat(live).as("windows of quality").hasSizeGreaterThan(3);
        assertThat(replayed()).isEqualTo(live);
    }

    void holdsNearlyFromImages() {
        Map<String, JsonNode> live = live();
        Map<String, JsonNode> found = replayed("--from-images");
        assertThat(found.keySet()).isEqualTo(live.keySet());
        live.forEach((key, window) -> near(key, window, found.get(key)));
    }

    private static void near(String path, JsonNode live, JsonNode found) {
        assertThat(found.getNodeType()).as(path).isEqualTo(live.getNodeType());
        if (live.isNumber() && live.isFloatingPointNumber()) {
            assertThat(found.asDouble())
                    .as(path)
                    .isCloseTo(live.asDouble(), within(TOLERANCE * Math.max(1, Math.abs(live.asDouble()))));
        } else if (live.isContainerNode()) {
            assertThat(found).as(path).hasSameSizeAs(live);
            live.fieldNames().forEachRemaining(name -> near(path + "." + name, live.path(name), found.path(name)));
            for (int i = 0; live.isArray() && i < live.size(); i++) {
                near(path + "[" + i + "]", live.path(i), found.path(i));
            }
        } else {
            assertThat(found).as(path).isEqualTo(live);
        }
    }

    private Map<String, JsonNode> live() {
        List<JsonNode> windows = new ArrayList<>();
        system.log().latest(Topic.PREDICTION_QUALITY, QualityWindow.class).stream()
                .filter(window -> window.getModelVersion().equals(version))
                .forEach(window -> windows.add(tree(EventJson.line(window))));
        return byWindow(windows);
    }

    private Map<String, JsonNode> replayed(String... options) {
        List<String> arguments = new ArrayList<>(List.of("replay", "--version", version.substring(0, 8), "--json"));
        arguments.addAll(List.of(options));
        Result result = CommandProcess.run(
                Map.of(
                        "PENTIMENTO_KAFKA_BOOTSTRAP_SERVERS", system.stack().bootstrapServers(),
                        "PENTIMENTO_SCHEMA_REGISTRY_URL", system.stack().registryUrl(),
                        "PENTIMENTO_EVALUATION_WINDOW", RunningSystem.WINDOW.toString()),
                arguments.toArray(String[]::new));
        assertThat(result.exitCode()).as(result.err()).isZero();
        JsonNode report = tree(result.out());
        assertThat(report.path("version").asText()).isEqualTo(version);
        List<JsonNode> windows = new ArrayList<>();
        report.path("quality").forEach(windows::add);
        return byWindow(windows);
    }

    /** Without the revision, which tells how often a window was written. */
    private static Map<String, JsonNode> byWindow(List<JsonNode> windows) {
        Map<String, JsonNode> byWindow = new HashMap<>();
        for (JsonNode window : windows) {
            ((ObjectNode) window).remove("revision");
            byWindow.put(window.path("slice").asText() + " " + window.path("windowStart"), window);
        }
        return byWindow;
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
