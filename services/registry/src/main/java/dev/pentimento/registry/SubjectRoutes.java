package dev.pentimento.registry;

import static dev.pentimento.registry.Exchange.handler;
import static dev.pentimento.registry.Right.READ;
import static dev.pentimento.registry.Right.WRITE;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.RoutesConfig;

/** {@code /subjects}: schemas by subject. */
record SubjectRoutes(SchemaRegistry registry) {
    private static final String SUBJECT = "/subjects/{subject}";
    private static final String VERSION = SUBJECT + "/versions/{version}";

    void addTo(RoutesConfig routes) {
        routes.get(
                "/subjects",
                handler(ask -> ask.answer(registry.subjects(ask.query("subjectPrefix"), ask.deleted()))),
                READ);
        routes.post(
                SUBJECT,
                handler(ask -> ask.describe(registry.lookup(ask.subject(), ask.schema(), ask.deleted()))),
                READ);
        routes.delete(SUBJECT, handler(this::deleteSubject), WRITE);
        routes.get(SUBJECT + "/versions", handler(this::versions), READ);
        routes.post(SUBJECT + "/versions", handler(this::register), WRITE);
        routes.get(VERSION, handler(ask -> ask.describe(asked(ask))), READ);
        routes.delete(VERSION, handler(this::deleteVersion), WRITE);
        routes.get(VERSION + "/schema", handler(ask -> ask.answerText(asked(ask).schema())), READ);
        // This registry has no references between schemas.
        routes.get(VERSION + "/referencedby", handler(ask -> ask.answer(new int[0])), READ);
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
            throw Refusal.IMPORT_REFUSED.of();
        }
        int id = registry.register(exchange.subject(), exchange.schema());
        exchange.answer(Exchange.object().put("id", id));
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
