package dev.pentimento.cli.produce;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pentimento.events.Label;
import dev.pentimento.learning.data.DatasetException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Label Studio's JSON export (the format {@code JSON}, not {@code JSON-MIN}): a list of tasks, each with its data and its
 * annotations. A task's data must have the image's id as {@code id}; with {@code answersRequest}, the label answers a
 * request. The latest annotation that was not cancelled counts,
 * and it must choose one class.
 */
final class LabelStudioExport {
    private static final JsonMapper JSON = new JsonMapper();

    private final List<Label> labels = new ArrayList<>();
    private final Map<String, Integer> leftOut = new LinkedHashMap<>();

    private LabelStudioExport() {}

    /** Whether a file begins like JSON. */
    static boolean matches(Path file) {
        try (InputStream input = Files.newInputStream(file)) {
            String start = new String(input.readNBytes(64), StandardCharsets.UTF_8).strip();
            return start.startsWith("[") || start.startsWith("{");
        } catch (IOException e) {
            return false;
        }
    }

    /** @throws DatasetException naming the file and the task that cannot be used */
    static List<Label> read(Path file, Consumer<String> notes) {
        JsonNode tasks;
        try {
            tasks = JSON.readTree(file.toFile());
        } catch (JacksonException e) {
            throw new DatasetException(file + " is not valid JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new DatasetException("cannot read " + file + ": " + e, e);
        }
        if (!tasks.isArray() || !tasks.path(0).has("annotations")) {
            throw new DatasetException(
                    file + " is not Label Studio's JSON export: expected a list of tasks with annotations");
        }
        LabelStudioExport export = new LabelStudioExport();
        tasks.forEach(task -> export.add(file, task));
        export.leftOut.forEach((reason, count) ->
                notes.accept(String.format(Locale.ROOT, "left out %,d of %,d tasks: %s", count, tasks.size(), reason)));
        return export.labels;
    }

    private void add(Path file, JsonNode task) {
        JsonNode annotation = latest(task);
        if (annotation == null) {
            leaveOut("without an annotation");
            return;
        }
        List<String> classes = new ArrayList<>();
        for (JsonNode result : annotation.path("result")) {
            result.path("value").path("choices").forEach(choice -> classes.add(choice.asText()));
        }
        if (classes.size() != 1) {
            leaveOut(classes.isEmpty() ? "without a choice" : "with several choices; an image has one label");
            return;
        }
        JsonNode id = task.path("data").path("id");
        if (!id.isValueNode() || id.asText().isBlank()) {
            throw new DatasetException(
                    file + ": the data of task " + task.path("id").asText()
                            + " has no \"id\"; import tasks with the image's id, as in {\"image\": \"…\", \"id\":"
                            + " \"camera-7/001\"}");
        }
        labels.add(LabelList.label(
                id.asText(),
                classes.get(0),
                time(annotation),
                annotator(annotation),
                task.path("data").path("answersRequest").asBoolean()));
    }

    private void leaveOut(String reason) {
        leftOut.merge(reason, 1, Integer::sum);
    }

    private static @Nullable JsonNode latest(JsonNode task) {
        JsonNode latest = null;
        for (JsonNode annotation : task.path("annotations")) {
            boolean counts = !annotation.path("was_cancelled").asBoolean();
            if (counts && (latest == null || updated(annotation).compareTo(updated(latest)) >= 0)) {
                latest = annotation;
            }
        }
        return latest;
    }

    private static String updated(JsonNode annotation) {
        return annotation
                .path("updated_at")
                .asText(annotation.path("created_at").asText());
    }

    private static @Nullable Instant time(JsonNode annotation) {
        try {
            return Instant.parse(updated(annotation));
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** Label Studio gives a user's number or the user. */
    private static String annotator(JsonNode annotation) {
        JsonNode by = annotation.path("completed_by");
        String user = by.isObject() ? by.path("email").asText(by.path("id").asText()) : by.asText();
        return user.isEmpty() ? "label studio" : "label studio: " + user;
    }
}
