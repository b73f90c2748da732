package dev.pentimento.registry;

import dev.pentimento.http.Authenticator;
import dev.pentimento.http.Credential;
import dev.pentimento.http.Refusals;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.security.RouteRole;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/** Checks the right that a route requires. Only health and metrics require none. */
final class AccessRules {
    private static final Set<String> OPEN = Set.of("/health", "/health/live", "/health/ready", "/metrics");

    private final Authenticator<Right> authenticator;

    AccessRules(List<Credential<Right>> credentials, Refusals refusals) {
        this.authenticator = new Authenticator<>(credentials, InstantSource.system(), refusals);
    }

    void addTo(RoutesConfig routes) {
        routes.beforeMatched(this::check);
    }

    private void check(Context context) {
        Set<RouteRole> needed = context.routeRoles();
        if (needed.isEmpty() && OPEN.contains(context.path())) {
            return;
        }
        Right right = authenticator.authenticate(context);
        // A route without a declared right is treated like one that writes.
        if (right != Right.WRITE && !needed.contains(Right.READ)) {
            throw Refusal.WRITE_FORBIDDEN.of();
        }
    }
}
