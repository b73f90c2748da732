package dev.pentimento.http;

import dev.pentimento.http.Refusals.Reason;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.UnauthorizedResponse;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpStatus;

/**
 * Determines the role of a request. Credentials are sent in a header, so no other site can make a browser send them.
 *
 * @param <R> type of roles
 */
public final class Authenticator<R> {
    private final List<Credential<R>> credentials;
    private final Refusals refusals;
    private final Lockout lockout;
    private final String challenge;
    private final String wanted;

    /** @param credentials at least one */
    public Authenticator(List<Credential<R>> credentials, InstantSource clock, Refusals refusals) {
        this.credentials = List.copyOf(credentials);
        this.refusals = refusals;
        this.lockout = new Lockout(clock);
        this.challenge = credentials.stream()
                .map(Credential::scheme)
                .distinct()
                .sorted()
                .map(scheme -> scheme == Credential.Scheme.BASIC
                        ? "Basic realm=\"pentimento\", charset=\"UTF-8\""
                        : "Bearer realm=\"pentimento\"")
                .collect(Collectors.joining(", "));
        this.wanted = challenge.contains("Basic") ? "a valid password or token" : "the token";
    }

    /**
     * Returns the role that belongs to the request's credentials.
     *
     * @throws UnauthorizedResponse without valid credentials
     * @throws HttpResponseException 429 for a client that has sent wrong credentials and must wait
     */
    public R authenticate(Context ctx) {
        ClientAddress client = client(ctx);
        lockout.pause(client).ifPresent(pause -> {
            refusals.count(Reason.TOKEN_GUESSING);
            ctx.header("Retry-After", Long.toString(pause.toSeconds() + 1));
            throw new HttpResponseException(
                    HttpStatus.TOO_MANY_REQUESTS_429, "too many wrong passwords or tokens from this address");
        });
        String header = ctx.header("Authorization");
        if (header == null) {
            throw unauthorized(ctx, "this needs " + wanted);
        }
        Optional<R> role = role(header);
        if (role.isEmpty()) {
            lockout.wrong(client);
            throw unauthorized(ctx, "this is not " + wanted);
        }
        lockout.right(client);
        return role.get();
    }

    /** Compares with every credential, so that the time does not reveal which one is similar. */
    private Optional<R> role(String header) {
        Optional<R> role = Optional.empty();
        for (Credential<R> credential : credentials) {
            if (credential.isIn(header)) {
                role = Optional.of(credential.role());
            }
        }
        return role;
    }

    private UnauthorizedResponse unauthorized(Context ctx, String message) {
        refusals.count(Reason.UNAUTHENTICATED);
        ctx.header("WWW-Authenticate", challenge);
        return new UnauthorizedResponse(message);
    }

    private static ClientAddress client(Context ctx) {
        try {
            return ClientAddress.of(InetAddress.getByName(ctx.ip()));
        } catch (UnknownHostException e) {
            return new ClientAddress(ctx.ip());
        }
    }
}
