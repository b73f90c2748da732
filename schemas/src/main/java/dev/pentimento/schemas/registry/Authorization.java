package dev.pentimento.schemas.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

/**
 * Credentials for the registry.
 *
 * @param header value of the HTTP header of this name; secret
 */
record Authorization(String header) {
    /** @param userInfo {@code user:password} */
    static Authorization basic(String userInfo) {
        return new Authorization("Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(UTF_8)));
    }

    static Authorization bearer(String token) {
        return new Authorization("Bearer " + token);
    }

    @Override
    public String toString() {
        return "[hidden]";
    }
}
