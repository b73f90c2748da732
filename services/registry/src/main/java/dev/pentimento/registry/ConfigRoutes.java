package dev.pentimento.registry;

import dev.pentimento.schemas.CompatibilityLevel;
import io.javalin.config.RoutesConfig;
import java.util.Locale;
import java.util.Optional;

/** {@code /config} and {@code /mode}: what a new version must keep to. */
final class ConfigRoutes {
    private static final String SUBJECT = "/config/{subject}";
    private static final String LEVEL = "compatibilityLevel";

    private final SchemaRegistry registry;

    ConfigRoutes(SchemaRegistry registry) {
        this.registry = registry;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/config", context -> answer(new Exchange(context), registry.level()));
        routes.put("/config", context -> set(new Exchange(context), Optional.empty()));
        routes.delete("/config", context -> clear(new Exchange(context), Optional.empty()));
        routes.get(SUBJECT, context -> own(new Exchange(context)));
        routes.put(SUBJECT, context -> {
            Exchange exchange = new Exchange(context);
            set(exchange, Optional.of(exchange.subject()));
        });
        routes.delete(SUBJECT, context -> clearOwn(new Exchange(context)));
        routes.get("/mode", context -> mode(new Exchange(context)));
        routes.put("/mode", context -> setMode(new Exchange(context)));
        routes.get("/mode/{subject}", context -> mode(new Exchange(context)));
        routes.put("/mode/{subject}", context -> setMode(new Exchange(context)));
    }

    private static void answer(Exchange exchange, CompatibilityLevel level) {
        exchange.answer(Exchange.object().put(LEVEL, level.name()));
    }

    private void own(Exchange exchange) {
        String subject = exchange.subject();
        Optional<CompatibilityLevel> own = registry.ownLevel(subject);
        if (own.isEmpty() && !exchange.flag("defaultToGlobal")) {
            throw RegistryError.levelNotFound(subject);
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
            throw RegistryError.invalidLevel(name);
        }
    }

    private void clear(Exchange exchange, Optional<String> subject) {
        answer(exchange, registry.setLevel(subject, Optional.empty()));
    }

    private void clearOwn(Exchange exchange) {
        String subject = exchange.subject();
        if (registry.ownLevel(subject).isEmpty()) {
            throw RegistryError.subjectNotFound(subject);
        }
        clear(exchange, Optional.of(subject));
    }

    private static void mode(Exchange exchange) {
        exchange.answer(Exchange.object().put("mode", "READWRITE"));
    }

    private static void setMode(Exchange exchange) {
        String mode = exchange.body().path("mode").asText("");
        if (!mode.equals("READWRITE")) {
            throw RegistryError.invalidMode(mode);
        }
        mode(exchange);
    }
}
