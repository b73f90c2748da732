package dev.pentimento.registry;

import static dev.pentimento.registry.Exchange.handler;
import static dev.pentimento.registry.Right.READ;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import java.util.List;

/** {@code /compatibility}: checks whether a schema could be registered. */
record CompatibilityRoutes(SchemaRegistry registry) {
    private static final String VERSIONS = "/compatibility/subjects/{subject}/versions";

    void addTo(RoutesConfig routes) {
        routes.post(VERSIONS, handler(ask -> answer(ask, registry.objections(ask.subject(), ask.schema()))), READ);
        routes.post(
                VERSIONS + "/{version}",
                handler(ask -> answer(ask, registry.objections(ask.subject(), ask.version(), ask.schema()))),
                READ);
    }

    private static void answer(Exchange exchange, List<String> objections) {
        ObjectNode answer = Exchange.object().put("is_compatible", objections.isEmpty());
        if (exchange.flag("verbose")) {
            answer.putPOJO("messages", objections);
        }
        exchange.answer(answer);
    }
}
