package dev.pentimento.registry;

import static dev.pentimento.registry.Exchange.handler;
import static dev.pentimento.registry.Right.READ;
import static dev.pentimento.registry.Right.WRITE;

import dev.pentimento.registry.Change.Mode;
import io.javalin.config.RoutesConfig;
import java.util.Locale;
import java.util.Optional;

/** {@code /mode}: whether changes are allowed. */
record ModeRoutes(SchemaRegistry registry) {
    private static final String SUBJECT = "/mode/{subject}";

    void addTo(RoutesConfig routes) {
        routes.get("/mode", handler(ask -> answer(ask, registry.mode())), READ);
        routes.put("/mode", handler(ask -> set(ask, Optional.empty())), WRITE);
        routes.get(SUBJECT, handler(this::own), READ);
        routes.put(SUBJECT, handler(ask -> set(ask, Optional.of(ask.subject()))), WRITE);
        routes.delete(SUBJECT, handler(this::clear), WRITE);
    }

    private static void answer(Exchange exchange, Mode mode) {
        exchange.answer(Exchange.object().put("mode", mode.name()));
    }

    private void own(Exchange exchange) {
        String subject = exchange.subject();
        Optional<Mode> own = registry.ownMode(subject);
        if (own.isEmpty() && !exchange.flag("defaultToGlobal")) {
            throw Refusal.MODE_NOT_FOUND.of(subject);
        }
        answer(exchange, own.orElseGet(registry::mode));
    }

    private void set(Exchange exchange, Optional<String> subject) {
        Mode mode = mode(exchange.body().path("mode").asText(""));
        registry.setMode(subject, Optional.of(mode));
        answer(exchange, mode);
    }

    private static Mode mode(String name) {
        try {
            return Mode.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw Refusal.INVALID_MODE.of(name);
        }
    }

    private void clear(Exchange exchange) {
        String subject = exchange.subject();
        Mode former = registry.ownMode(subject).orElseThrow(() -> Refusal.MODE_NOT_FOUND.of(subject));
        registry.setMode(Optional.of(subject), Optional.empty());
        answer(exchange, former);
    }
}
