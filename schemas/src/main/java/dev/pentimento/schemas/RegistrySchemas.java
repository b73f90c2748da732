package dev.pentimento.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/** Schemas as the registry tells them: by id, kept for good; with the schemas that they refer to. */
final class RegistrySchemas {
    private final RegistryTransport transport;
    private final ConcurrentMap<Integer, Schema> byId = new ConcurrentHashMap<>();

    RegistrySchemas(RegistryTransport transport) {
        this.transport = transport;
    }

    Schema byId(int id) {
        Schema known = byId.get(id);
        if (known != null) {
            return known;
        }
        Schema schema = parse(ask(id), "schema " + id);
        byId.put(id, schema);
        return schema;
    }

    private JsonNode ask(int id) {
        try {
            return transport.get("/schemas/ids/" + id);
        } catch (RegistryRefusedException e) {
            // A 404 with another code is an address that is no registry, and says nothing about the id.
            if (e.errorCode() == RegistryRefusedException.SCHEMA_NOT_FOUND) {
                throw new UnknownSchemaException(id, "the schema registry has no schema of id " + id);
            }
            throw e;
        }
    }

    RegisteredSchema version(JsonNode answer) {
        String subject = answer.path("subject").asText();
        int version = answer.path("version").asInt();
        Schema schema = parse(answer, "version " + version + " of " + subject);
        return new RegisteredSchema(subject, version, answer.path("id").asInt(), schema);
    }

    private Schema parse(JsonNode answer, String what) {
        String type = answer.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            throw new UndecodableRecordException(what + " is of type " + type + ", expected AVRO");
        }
        Schema.Parser parser = lenientParser();
        try {
            parseReferences(answer, parser, new HashSet<>());
            return parser.parse(answer.path("schema").asText());
        } catch (SchemaParseException e) {
            throw new UndecodableRecordException(what + " is no Avro schema: " + e.getMessage(), e);
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

    /** Reads what writers in other languages registered, without judging their names and defaults. */
    static Schema.Parser lenientParser() {
        return new Schema.Parser(NameValidator.NO_VALIDATION).setValidateDefaults(false);
    }
}
