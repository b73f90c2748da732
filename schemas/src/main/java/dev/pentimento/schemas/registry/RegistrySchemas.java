package dev.pentimento.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pentimento.schemas.errors.RegistryRefusedException;
import dev.pentimento.schemas.errors.RegistryUnreachableException;
import dev.pentimento.schemas.errors.UndecodableRecordException;
import dev.pentimento.schemas.errors.UnknownSchemaException;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/** Fetches schemas from the registry, with the schemas that they refer to. Schemas are cached by id permanently. */
final class RegistrySchemas {
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;

    private final RegistryTransport transport;
    private final Known<Integer, Schema> byId = new Known<>();
    private final Known<UUID, Schema> byGuid = new Known<>();

    RegistrySchemas(RegistryTransport transport) {
        this.transport = transport;
    }

    Schema byId(int id) {
        return byId.get(id, () -> parse(ask(id), "schema " + id));
    }

    Schema byGuid(UUID guid) {
        return byGuid.get(guid, () -> parse(ask(guid), "schema " + guid));
    }

    private JsonNode ask(UUID guid) {
        try {
            return transport.get("/schemas/guids/" + guid);
        } catch (RegistryRefusedException e) {
            if (e.errorCode() == RegistryRefusedException.SCHEMA_NOT_FOUND) {
                throw new UnknownSchemaException("the schema registry has no schema with the GUID " + guid);
            } else if (e.status() == NOT_FOUND || e.status() == METHOD_NOT_ALLOWED) {
                throw new UnknownSchemaException("a header of the record names its schema by the GUID " + guid
                        + ", but this schema registry cannot be asked by GUID; let the producer write the schema's id"
                        + " before the record (PrefixSchemaIdSerializer), or use a registry that can, such as that of"
                        + " Confluent Platform 8");
            }
            throw e;
        }
    }

    private JsonNode ask(int id) {
        try {
            return transport.get("/schemas/ids/" + id);
        } catch (RegistryRefusedException e) {
            // A 404 with another code, such as that of a wrong path, says nothing about the id.
            if (e.errorCode() == RegistryRefusedException.SCHEMA_NOT_FOUND) {
                throw new UnknownSchemaException("the schema registry has no schema with id " + id);
            }
            throw e;
        }
    }

    RegisteredSchema version(JsonNode answer) {
        String subject = answer.path("subject").asText();
        int version = answer.path("version").asInt();
        Schema schema = parse(answer, "version " + version + " of " + subject);
        return new RegisteredSchema(subject, version, know(id(answer), schema), schema);
    }

    /** Caches a schema, so that its records can be read while the registry is down. */
    int know(int id, Schema schema) {
        byId.put(id, schema);
        return id;
    }

    /** The id in a response. */
    static int id(JsonNode answer) {
        if (!answer.path("id").canConvertToInt()) {
            throw notOfARegistry(answer, "an id");
        }
        return answer.path("id").asInt();
    }

    /** For a response that is JSON, but not that of a registry. */
    static RegistryUnreachableException notOfARegistry(JsonNode answer, String missing) {
        String text = answer.toString();
        return new RegistryUnreachableException("the response is not that of a schema registry: it lacks " + missing
                + ": " + (text.length() <= 200 ? text : text.substring(0, 200) + "..."));
    }

    private Schema parse(JsonNode answer, String what) {
        String type = answer.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            throw new UndecodableRecordException(what + " is of type " + type + ", expected AVRO");
        }
        if (!answer.path("schema").isTextual()) {
            throw notOfARegistry(answer, "a schema");
        }
        Schema.Parser parser = lenientParser();
        try {
            parseReferences(answer, parser, new HashSet<>());
            return parser.parse(answer.path("schema").asText());
        } catch (SchemaParseException e) {
            throw new UndecodableRecordException(what + " is not an Avro schema: " + e.getMessage(), e);
        }
    }

    private void parseReferences(JsonNode answer, Schema.Parser parser, Set<String> parsed) {
        for (JsonNode reference : answer.path("references")) {
            String subject =
                    SchemaRegistryClient.escaped(reference.path("subject").asText());
            String path = "/subjects/" + subject + "/versions/"
                    + reference.path("version").asInt();
            if (parsed.add(path)) {
                JsonNode referred = transport.get(path);
                parseReferences(referred, parser, parsed);
                parser.parse(referred.path("schema").asText());
            }
        }
    }

    /** Accepts names and defaults registered by writers in other languages, even if Avro for Java would reject them. */
    static Schema.Parser lenientParser() {
        return new Schema.Parser(NameValidator.NO_VALIDATION).setValidateDefaults(false);
    }
}
