package dev.pentimento.dashboard.web;

import dev.pentimento.http.Authenticator;
import dev.pentimento.http.Credential;
import dev.pentimento.http.Refusals;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.HttpResponseException;
import io.javalin.http.UnauthorizedResponse;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.types.Password;

/** Access rules. */
public final class Access {
    private enum Role {
        OPERATOR
    }

    private final ImageAccess images;
    private final Optional<Authenticator<Role>> authenticator;

    /** Does not count refusals. */
    public Access(ImageAccess images, Password token) {
        this(images, token, InstantSource.system(), new Refusals(new SimpleMeterRegistry()));
    }

    /** @param token token that requests must contain; if empty, nobody may send commands */
    public Access(ImageAccess images, Password token, InstantSource clock, Refusals refusals) {
        this.images = images;
        this.authenticator = token.value().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Authenticator<>(List.of(Credential.token(token.value(), Role.OPERATOR)), clock, refusals));
    }

    ImageAccess images() {
        return images;
    }

    boolean commands() {
        return authenticator.isPresent();
    }

    /**
     * @throws ForbiddenResponse if no token is configured; {@link UnauthorizedResponse} without the right token
     * @throws HttpResponseException 429 for a client that has sent wrong tokens and must wait
     */
    void requireToken(Context ctx) {
        authenticator
                .orElseThrow(
                        () -> new ForbiddenResponse("no token is configured (dashboard.token), so this is disabled"))
                .authenticate(ctx);
    }

    /** @throws ForbiddenResponse if nobody may see images; {@link UnauthorizedResponse} without the token */
    void requireImages(Context ctx) {
        switch (images) {
            case OPEN -> {}
            case TOKEN -> requireToken(ctx);
            case OFF -> throw new ForbiddenResponse("images are disabled (dashboard.images)");
        }
    }
}
