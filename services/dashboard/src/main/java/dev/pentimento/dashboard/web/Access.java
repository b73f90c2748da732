package dev.pentimento.dashboard.web;

import dev.pentimento.dashboard.DashboardSettings;
import dev.pentimento.dashboard.DashboardSettings.ImageAccess;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.UnauthorizedResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Who may do what. The token comes as a header, which no foreign page can make a browser send. */
final class Access {
    private static final String BEARER = "Bearer ";

    private final byte[] token;
    private final ImageAccess images;

    Access(DashboardSettings settings) {
        token = settings.token().value().getBytes(StandardCharsets.UTF_8);
        images = settings.images();
    }

    ImageAccess images() {
        return images;
    }

    boolean commands() {
        return token.length > 0;
    }

    /** @throws ForbiddenResponse if nobody may; {@link UnauthorizedResponse} if this one may not */
    void requireToken(Context ctx) {
        if (token.length == 0) {
            throw new ForbiddenResponse("no token is set up (dashboard.token): nobody may do this");
        }
        String given = ctx.header("Authorization");
        if (given == null || !given.startsWith(BEARER) || !matches(given.substring(BEARER.length()))) {
            ctx.header("WWW-Authenticate", "Bearer");
            throw new UnauthorizedResponse(given == null ? "this needs the token" : "this is not the token");
        }
    }

    /** @throws ForbiddenResponse if nobody may see images; {@link UnauthorizedResponse} without the token */
    void requireImages(Context ctx) {
        switch (images) {
            case OPEN -> {}
            case TOKEN -> requireToken(ctx);
            case OFF -> throw new ForbiddenResponse("images are switched off (dashboard.images)");
        }
    }

    private boolean matches(String given) {
        return MessageDigest.isEqual(token, given.getBytes(StandardCharsets.UTF_8));
    }
}
