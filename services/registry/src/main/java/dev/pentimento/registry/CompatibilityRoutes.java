package dev.pentimento.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import java.util.List;

/** {@code /compatibility}: whether a schema might be registered. */
final class CompatibilityRoutes {
    private static final String VERSIONS = "/compatibility/subjects/{subject}/versions";

    private final SchemaRegistry registry;

    CompatibilityRoutes(SchemaRegistry registry) {
        this.registry = registry;
    }

    void addTo(RoutesConfig routes) {
        routes.post(VERSIONS, context -> {
            Exchange exchange = new Exchange(context);
            answer(exchange, registry.objections(exchange.subject(), exchange.schema()));
        });
        routes.post(VERSIONS + "/{version}", context -> {
            Exchange exchange = new Exchange(context);
            answer(exchange, registry.objections(exchange.subject(), exchange.version(), exchange.schema()));
        });
    }

    private static void answer(Exchange exchange, List<String> objections) {
        ObjectNode answer = Exchange.object().put("is_compatible", objections.isEmpty());
        if (exchange.flag("verbose")) {
            answer.set("messages", Exchange.strings(objections));
        }
        exchange.answer(answer);
    }
}
