package dev.pentimento.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pentimento.registry.Change.Mode;
import dev.pentimento.schemas.registry.CompatibilityLevel;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Encodes changes as records: JSON as in Confluent's topic {@code _schemas}, so that each registry can read the other's
 * topic.
 */
final class ChangeFormat {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SCHEMA = "SCHEMA";
    private static final String CONFIG = "CONFIG";
    private static final String MODE = "MODE";
    private static final String DELETE_SUBJECT = "DELETE_SUBJECT";
    private static final String NOOP = "NOOP";
    private static final String LEVEL = "compatibilityLevel";
    private static final String HIGHEST_ID = "highestId";
    private static final String ERASED = "erasedIds";

    private ChangeFormat() {}

    static byte[] key(Change change) {
        ObjectNode key = JSON.createObjectNode();
        if (change instanceof Version set) {
            schemaKey(key, set.subject(), set.version());
        } else if (change instanceof Change.VersionErased erased) {
            schemaKey(key, erased.subject(), erased.version());
        } else if (change instanceof Change.SubjectHidden hidden) {
            key.put("keytype", DELETE_SUBJECT).put("subject", hidden.subject()).put("magic", 0);
        } else if (change instanceof Change.LevelSet set) {
            key.put("keytype", CONFIG)
                    .put("subject", set.subject().orElse(null))
                    .put("magic", 0);
        } else if (change instanceof Change.ModeSet set) {
            key.put("keytype", MODE).put("subject", set.subject().orElse(null)).put("magic", 0);
        } else {
            key.put("keytype", NOOP).put("magic", 0);
        }
        return bytes(key);
    }

    private static void schemaKey(ObjectNode key, String subject, int version) {
        key.put("keytype", SCHEMA)
                .put("subject", subject)
                .put("version", version)
                .put("magic", 1);
    }

    static byte @Nullable [] value(Change change) {
        ObjectNode value = JSON.createObjectNode();
        if (change instanceof Version set) {
            value.put("subject", set.subject()).put("version", set.version()).put("id", set.id());
            value.put("schema", set.schema()).put("deleted", set.deleted());
        } else if (change instanceof Change.SubjectHidden hidden) {
            value.put("subject", hidden.subject()).put("version", hidden.version());
        } else if (change instanceof Change.LevelSet set && set.level().isPresent()) {
            value.put(LEVEL, set.level().get().name());
        } else if (change instanceof Change.ModeSet set && set.mode().isPresent()) {
            value.put("subject", set.subject().orElse(null))
                    .put("mode", set.mode().get().name());
        } else if (change instanceof Change.IdsGiven given) {
            // Confluent's registry ignores the value of a NOOP.
            value.put(HIGHEST_ID, given.highest());
            ObjectNode erased = value.putObject(ERASED);
            given.erased().forEach(erased::put);
        } else {
            return null;
        }
        return bytes(value);
    }

    /** @throws StoreException if the record is not JSON, since the topic then does not belong to a registry */
    static Change read(byte @Nullable [] keyBytes, byte @Nullable [] valueBytes) {
        try {
            JsonNode key = JSON.readTree(keyBytes == null ? new byte[0] : keyBytes);
            JsonNode value = JSON.readTree(valueBytes == null ? new byte[0] : valueBytes);
            return change(key, value, valueBytes == null);
        } catch (IOException | IllegalArgumentException e) {
            throw new StoreException("the topic has a record that no schema registry wrote: " + e.getMessage(), e);
        }
    }

    private static Change change(JsonNode key, JsonNode value, boolean tombstone) {
        String subject = key.path("subject").asText();
        int version = key.path("version").asInt();
        return switch (key.path("keytype").asText()) {
            case SCHEMA -> tombstone ? new Change.VersionErased(subject, version) : version(subject, version, value);
            case DELETE_SUBJECT ->
                tombstone
                        ? new Change.Nothing()
                        : new Change.SubjectHidden(
                                subject, value.path("version").asInt());
            case CONFIG -> level(key, value);
            case MODE -> mode(key, value);
            case NOOP -> value.has(HIGHEST_ID) ? idsGiven(value) : new Change.Nothing();
            default -> new Change.Nothing();
        };
    }

    /** Earlier releases did not write the ids of deleted schemas. */
    private static Change idsGiven(JsonNode value) {
        Map<String, Integer> erased = new HashMap<>();
        value.path(ERASED)
                .properties()
                .forEach(each -> erased.put(each.getKey(), each.getValue().asInt()));
        return new Change.IdsGiven(value.path(HIGHEST_ID).asInt(), erased);
    }

    private static Change version(String subject, int version, JsonNode value) {
        if (!value.path("schemaType").asText("AVRO").equals("AVRO")
                || !value.path("references").isEmpty()) {
            // Written by a registry with more features: we do not serve it, but its id remains reserved.
            return new Change.IdsGiven(value.path("id").asInt(), Map.of());
        }
        return new Version(
                subject,
                version,
                value.path("id").asInt(),
                value.path("schema").asText(),
                value.path("deleted").asBoolean());
    }

    private static Change level(JsonNode key, JsonNode value) {
        Optional<String> subject = Optional.ofNullable(key.path("subject").textValue());
        Optional<CompatibilityLevel> level =
                Optional.ofNullable(value.path(LEVEL).textValue()).map(CompatibilityLevel::valueOf);
        return new Change.LevelSet(subject, level);
    }

    /**
     * Other registries have more modes than ours. Those modes forbid every change, or allow only imports, which we do
     * not support.
     */
    private static Change mode(JsonNode key, JsonNode value) {
        Optional<String> subject = Optional.ofNullable(key.path("subject").textValue());
        Optional<Mode> mode = Optional.ofNullable(value.path("mode").textValue())
                .map(name -> name.equals(Mode.READWRITE.name()) ? Mode.READWRITE : Mode.READONLY);
        return new Change.ModeSet(subject, mode);
    }

    private static byte[] bytes(ObjectNode node) {
        try {
            return JSON.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree cannot be written", e);
        }
    }
}
