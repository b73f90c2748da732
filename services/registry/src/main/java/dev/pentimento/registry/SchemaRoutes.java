package dev.pentimento.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import java.util.List;

/** {@code /schemas}: what an id means. */
final class SchemaRoutes {
    private static final String ID = "/schemas/ids/{id}";

    private final SchemaRegistry registry;

    SchemaRoutes(SchemaRegistry registry) {
        this.registry = registry;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/schemas/types", context -> new Exchange(context).answer(List.of("AVRO")));
        routes.get(ID, context -> schema(new Exchange(context)));
        routes.get(ID + "/schema", context -> text(new Exchange(context)));
        routes.get(ID + "/subjects", context -> subjects(new Exchange(context)));
        routes.get(ID + "/versions", context -> versions(new Exchange(context)));
    }

    private void schema(Exchange exchange) {
        ObjectNode answer = Exchange.object().put("schema", registry.schemaById(exchange.id()));
        if (exchange.flag("fetchMaxId")) {
            answer.put("maxId", registry.highestId());
        }
        exchange.answer(answer);
    }

    private void text(Exchange exchange) {
        exchange.answerText(registry.schemaById(exchange.id()));
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
