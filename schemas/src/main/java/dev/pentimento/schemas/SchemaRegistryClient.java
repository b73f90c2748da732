package dev.pentimento.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.StreamSupport;
import org.apache.avro.Schema;
import org.apache.kafka.common.KafkaException;

/**
 * A client of Confluent's Schema Registry REST API, for Avro. Thread-safe; what never changes (a schema by its id, the id
 * of a schema under a subject) is asked for once. There is nothing to close: the HTTP client's thread ends when the
 * garbage collector finds the client.
 *
 * <p>Every method that asks the registry throws {@link RegistryUnreachableException} if it gives no answer within the
 * bounded retries, and {@link RegistryRefusedException} with its code and message if it answers with an error.
 */
public final class SchemaRegistryClient {
    private final RegistryTransport transport;
    private final RegistrySchemas schemas;
    private final ConcurrentMap<SubjectSchema, Integer> registered = new ConcurrentHashMap<>();
    private final ConcurrentMap<SubjectSchema, RegisteredSchema> found = new ConcurrentHashMap<>();

    private record SubjectSchema(String subject, Schema schema) {}

    public SchemaRegistryClient(RegistrySettings settings) {
        this.transport = new RegistryTransport(settings);
        this.schemas = new RegistrySchemas(transport);
    }

    /** Makes {@code schema} the subject's next version unless it is one already, and returns its id. */
    public int register(String subject, Schema schema) {
        SubjectSchema key = new SubjectSchema(subject, schema);
        Integer known = registered.get(key);
        if (known != null) {
            return known;
        }
        int id = transport
                .post(subjectPath(subject) + "/versions", body(schema))
                .path("id")
                .asInt();
        registered.put(key, id);
        return id;
    }

    /**
     * The schema of that id.
     *
     * @throws UnknownSchemaException if the registry has none
     */
    public Schema schemaById(int id) {
        return schemas.byId(id);
    }

    /** The version under which {@code schema} stands in {@code subject}; it must stand there. */
    public RegisteredSchema lookup(String subject, Schema schema) {
        SubjectSchema key = new SubjectSchema(subject, schema);
        RegisteredSchema known = found.get(key);
        if (known != null) {
            return known;
        }
        JsonNode answer = transport.post(subjectPath(subject), body(schema));
        RegisteredSchema version = schemas.version(answer);
        found.put(key, version);
        return version;
    }

    /** Names of all subjects. */
    public List<String> subjects() {
        return strings(transport.get("/subjects"));
    }

    /** Numbers of a subject's versions, ascending. */
    public List<Integer> versions(String subject) {
        return elements(transport.get(subjectPath(subject) + "/versions")).stream()
                .map(JsonNode::asInt)
                .toList();
    }

    /** One version of a subject. */
    public RegisteredSchema version(String subject, int version) {
        return schemas.version(transport.get(subjectPath(subject) + "/versions/" + version));
    }

    /** A subject's latest version; never from the cache. */
    public RegisteredSchema latest(String subject) {
        return schemas.version(transport.get(subjectPath(subject) + "/versions/latest"));
    }

    /** Whether {@code schema} may become the next version, by the subject's level and against its latest version. */
    public Compatibility compatibility(String subject, Schema schema) {
        JsonNode answer = transport.post(
                "/compatibility/subjects/" + escaped(subject) + "/versions/latest?verbose=true", body(schema));
        return new Compatibility(answer.path("is_compatible").asBoolean(), strings(answer.path("messages")));
    }

    /** The level that holds where a subject has none of its own. */
    public CompatibilityLevel compatibilityLevel() {
        return level(transport.get("/config"), "compatibilityLevel");
    }

    /** The subject's own level; empty if it has none. */
    public Optional<CompatibilityLevel> compatibilityLevel(String subject) {
        try {
            return Optional.of(level(transport.get("/config/" + escaped(subject)), "compatibilityLevel"));
        } catch (RegistryRefusedException e) {
            if (e.status() == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Sets the level that holds where a subject has none of its own. */
    public void setCompatibilityLevel(CompatibilityLevel level) {
        transport.put("/config", body(level));
    }

    /** Sets the subject's own level. */
    public void setCompatibilityLevel(String subject, CompatibilityLevel level) {
        transport.put("/config/" + escaped(subject), body(level));
    }

    private static CompatibilityLevel level(JsonNode answer, String field) {
        String name = answer.path(field).asText();
        try {
            return CompatibilityLevel.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw new KafkaException("the schema registry named an unknown compatibility level: " + answer, e);
        }
    }

    private static ObjectNode body(CompatibilityLevel level) {
        return JsonNodeFactory.instance.objectNode().put("compatibility", level.name());
    }

    private static ObjectNode body(Schema schema) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("schema", JavaProperties.removedFrom(schema).toString());
    }

    private static String subjectPath(String subject) {
        return "/subjects/" + escaped(subject);
    }

    /** One path segment: {@code URLEncoder} is for forms, where a space is a plus. */
    static String escaped(String segment) {
        return URLEncoder.encode(segment, UTF_8).replace("+", "%20");
    }

    private static List<String> strings(JsonNode array) {
        return elements(array).stream().map(JsonNode::asText).toList();
    }

    private static List<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
