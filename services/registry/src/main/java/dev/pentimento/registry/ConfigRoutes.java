package dev.pentimento.registry;

import static dev.pentimento.registry.Exchange.handler;
import static dev.pentimento.registry.Right.READ;
import static dev.pentimento.registry.Right.WRITE;

import dev.pentimento.schemas.registry.CompatibilityLevel;
import io.javalin.config.RoutesConfig;
import java.util.Locale;
import java.util.Optional;

/** {@code /config}: the rules for new versions. */
record ConfigRoutes(SchemaRegistry registry) {
    private static final String SUBJECT = "/config/{subject}";
    private static final String LEVEL = "compatibilityLevel";

    void addTo(RoutesConfig routes) {
        routes.get("/config", handler(ask -> answer(ask, registry.level())), READ);
        routes.put("/config", handler(ask -> set(ask, Optional.empty())), WRITE);
        routes.delete("/config", handler(ask -> clear(ask, Optional.empty())), WRITE);
        routes.get(SUBJECT, handler(this::own), READ);
        routes.put(SUBJECT, handler(ask -> set(ask, Optional.of(ask.subject()))), WRITE);
        routes.delete(SUBJECT, handler(this::clearOwn), WRITE);
    }

    private static void answer(Exchange exchange, CompatibilityLevel level) {
        exchange.answer(Exchange.object().put(LEVEL, level.name()));
    }

    private void own(Exchange exchange) {
        String subject = exchange.subject();
        Optional<CompatibilityLevel> own = registry.ownLevel(subject);
        if (own.isEmpty() && !exchange.flag("defaultToGlobal")) {
            throw Refusal.LEVEL_NOT_FOUND.of(subject);
        }
        answer(exchange, own.orElseGet(registry::level));
    }

    private void set(Exchange exchange, Optional<String> subject) {
        String name = exchange.body().path("compatibility").asText("");
        CompatibilityLevel level = level(name);
        registry.setLevel(subject, Optional.of(level));
        exchange.answer(Exchange.object().put("compatibility", level.name()));
    }

    private static CompatibilityLevel level(String name) {
        try {
            return CompatibilityLevel.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw Refusal.INVALID_LEVEL.of(name);
        }
    }

    private void clear(Exchange exchange, Optional<String> subject) {
        answer(exchange, registry.setLevel(subject, Optional.empty()));
    }

    private void clearOwn(Exchange exchange) {
        String subject = exchange.subject();
        if (registry.ownLevel(subject).isEmpty()) {
            throw Refusal.SUBJECT_NOT_FOUND.of(subject);
        }
        clear(exchange, Optional.of(subject));
    }
}
