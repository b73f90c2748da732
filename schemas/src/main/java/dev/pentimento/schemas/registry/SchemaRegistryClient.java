package dev.pentimento.schemas.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pentimento.schemas.errors.RegistryRefusedException;
import dev.pentimento.schemas.errors.RegistryUnreachableException;
import dev.pentimento.schemas.errors.UnknownSchemaException;
import java.net.URLEncoder;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.apache.avro.Schema;
import org.apache.kafka.common.KafkaException;

/**
 * A client of Confluent's Schema Registry REST API, for Avro. Thread-safe. It caches what never changes: schemas by id,
 * and the id of a schema under a subject. Records with a cached schema are read and written without calling the
 * registry. The client need not be closed: the HTTP client's thread ends when the client is garbage collected.
 *
 * <p>Every method that calls the registry throws {@link RegistryUnreachableException} if there is no response within
 * the bounded retries, and {@link RegistryRefusedException} with the code and message if the response is an error.
 */
public final class SchemaRegistryClient {
    private final RegistryTransport transport;
    private final RegistrySchemas schemas;
    private final Known<SubjectSchema, Integer> registered = new Known<>();
    private final Known<SubjectSchema, RegisteredSchema> found = new Known<>();

    private record SubjectSchema(String subject, Schema schema) {}

    public SchemaRegistryClient(RegistrySettings settings) {
        this.transport = new RegistryTransport(settings);
        this.schemas = new RegistrySchemas(transport);
    }

    /** Registers {@code schema} as the subject's next version unless it is a version already, and returns its id. */
    public int register(String subject, Schema schema) {
        return registered.get(
                new SubjectSchema(subject, schema),
                () -> schemas.know(
                        RegistrySchemas.id(transport.post(subjectPath(subject) + "/versions", body(schema))),
                        JavaProperties.removedFrom(schema)));
    }

    /**
     * Returns the schema with that id.
     *
     * @throws UnknownSchemaException if the registry has none
     */
    public Schema schemaById(int id) {
        return schemas.byId(id);
    }

    /**
     * Returns the schema with that GUID, which Confluent's registry knows from version 8 on.
     *
     * @throws UnknownSchemaException if the registry has none, or cannot be asked by GUID
     */
    public Schema schemaByGuid(UUID guid) {
        return schemas.byGuid(guid);
    }

    /** Returns the version of {@code schema} in {@code subject}, which must contain it. */
    public RegisteredSchema lookup(String subject, Schema schema) {
        return found.get(
                new SubjectSchema(subject, schema),
                () -> schemas.version(transport.post(subjectPath(subject), body(schema))));
    }

    /** Names of all subjects. */
    public List<String> subjects() {
        return strings(transport.get("/subjects"));
    }

    /** Version numbers of a subject, ascending. */
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
        return new Compatibility(answer.path("is_compatible").asBoolean(), messages(answer));
    }

    private static List<String> messages(JsonNode answer) {
        return answer.path("messages").isArray() ? strings(answer.path("messages")) : List.of();
    }

    /** The default level, for subjects without their own. */
    public CompatibilityLevel compatibilityLevel() {
        return level(transport.get("/config"));
    }

    /** The subject's own level; empty if it has none. */
    public Optional<CompatibilityLevel> compatibilityLevel(String subject) {
        try {
            return Optional.of(level(transport.get("/config/" + escaped(subject))));
        } catch (RegistryRefusedException e) {
            if (e.status() == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Sets the default level. */
    public void setCompatibilityLevel(CompatibilityLevel level) {
        transport.put("/config", body(level));
    }

    /** Sets the subject's own level. */
    public void setCompatibilityLevel(String subject, CompatibilityLevel level) {
        transport.put("/config/" + escaped(subject), body(level));
    }

    private static CompatibilityLevel level(JsonNode answer) {
        String name = answer.path("compatibilityLevel").asText();
        try {
            return CompatibilityLevel.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw new KafkaException("the schema registry returned an unknown compatibility level: " + answer, e);
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

    /** Escapes a path segment: {@code URLEncoder} is for forms, where a space becomes a plus. */
    static String escaped(String segment) {
        return URLEncoder.encode(segment, UTF_8).replace("+", "%20");
    }

    private static List<String> strings(JsonNode array) {
        return elements(array).stream().map(JsonNode::asText).toList();
    }

    private static List<JsonNode> elements(JsonNode array) {
        if (!array.isArray()) {
            throw RegistrySchemas.notOfARegistry(array, "a list");
        }
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
