package dev.pentimento.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.RoutesConfig;

/** {@code /subjects}: what is registered under which name. */
final class SubjectRoutes {
    private static final String SUBJECT = "/subjects/{subject}";
    private static final String VERSION = SUBJECT + "/versions/{version}";

    private final SchemaRegistry registry;

    SubjectRoutes(SchemaRegistry registry) {
        this.registry = registry;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/subjects", context -> subjects(new Exchange(context)));
        routes.post(SUBJECT, context -> lookup(new Exchange(context)));
        routes.delete(SUBJECT, context -> deleteSubject(new Exchange(context)));
        routes.get(SUBJECT + "/versions", context -> versions(new Exchange(context)));
        routes.post(SUBJECT + "/versions", context -> register(new Exchange(context)));
        routes.get(VERSION, context -> version(new Exchange(context)));
        routes.delete(VERSION, context -> deleteVersion(new Exchange(context)));
        routes.get(VERSION + "/schema", context -> schema(new Exchange(context)));
        // No schema here refers to another.
        routes.get(VERSION + "/referencedby", context -> new Exchange(context).answer(new int[0]));
    }

    private void subjects(Exchange exchange) {
        exchange.answer(registry.subjects(exchange.query("subjectPrefix"), exchange.deleted()));
    }

    private void lookup(Exchange exchange) {
        exchange.answer(Exchange.described(registry.lookup(exchange.subject(), exchange.schema(), exchange.deleted())));
    }

    private void deleteSubject(Exchange exchange) {
        String subject = exchange.subject();
        exchange.answer(exchange.flag("permanent") ? registry.erase(subject) : registry.hide(subject));
    }

    private void versions(Exchange exchange) {
        exchange.answer(registry.versions(exchange.subject(), exchange.deleted()).stream()
                .map(Version::version)
                .toList());
    }

    private void register(Exchange exchange) {
        JsonNode body = exchange.body();
        if (body.path("id").asInt(-1) > 0 || body.path("version").asInt(-1) > 0) {
            throw RegistryError.importRefused();
        }
        int id = registry.register(exchange.subject(), exchange.schema());
        exchange.answer(Exchange.object().put("id", id));
    }

    private void version(Exchange exchange) {
        exchange.answer(Exchange.described(asked(exchange)));
    }

    private void schema(Exchange exchange) {
        exchange.answerText(asked(exchange).schema());
    }

    private Version asked(Exchange exchange) {
        return registry.version(exchange.subject(), exchange.version(), exchange.deleted());
    }

    private void deleteVersion(Exchange exchange) {
        String subject = exchange.subject();
        VersionNumber version = exchange.version();
        exchange.answer(
                exchange.flag("permanent") ? registry.erase(subject, version) : registry.hide(subject, version));
    }
}
