package dev.pentimento.registry;

import static dev.pentimento.registry.Exchange.handler;
import static dev.pentimento.registry.Right.READ;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import java.util.List;

/** {@code /schemas}: schemas by id. */
record SchemaRoutes(SchemaRegistry registry) {
    private static final String ID = "/schemas/ids/{id}";

    void addTo(RoutesConfig routes) {
        routes.get("/schemas/types", handler(ask -> ask.answer(List.of("AVRO"))), READ);
        routes.get(ID, handler(this::schema), READ);
        routes.get(ID + "/schema", handler(ask -> ask.answerText(registry.schemaById(ask.id()))), READ);
        routes.get(ID + "/subjects", handler(this::subjects), READ);
        routes.get(ID + "/versions", handler(this::versions), READ);
    }

    private void schema(Exchange exchange) {
        ObjectNode answer = Exchange.object().put("schema", registry.schemaById(exchange.id()));
        if (exchange.flag("fetchMaxId")) {
            answer.put("maxId", registry.highestId());
        }
        exchange.answer(answer);
    }

    private void subjects(Exchange exchange) {
        exchange.answer(registry.versionsOfId(exchange.id(), exchange.deleted()).stream()
                .map(Version::subject)
                .distinct()
                .toList());
    }

    private void versions(Exchange exchange) {
        exchange.answer(registry.versionsOfId(exchange.id(), exchange.deleted()).stream()
                .map(version ->
                        Exchange.object().put("subject", version.subject()).put("version", version.version()))
                .toList());
    }
}
