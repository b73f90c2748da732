package dev.pentimento.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A credential that the server accepts, and the role that it gives.
 *
 * @param scheme scheme in the {@code Authorization} header
 * @param secret the decoded value after the scheme
 */
public record Credential<R>(Scheme scheme, String secret, R role) {
    /** How the secret is sent. */
    public enum Scheme {
        /** RFC 7617: {@code user:password} in base64. */
        BASIC,
        /** RFC 6750: a plain token. */
        BEARER
    }

    /** @param userInfo {@code user:password} */
    public static <R> Credential<R> user(String userInfo, R role) {
        return new Credential<>(Scheme.BASIC, userInfo, role);
    }

    public static <R> Credential<R> token(String token, R role) {
        return new Credential<>(Scheme.BEARER, token, role);
    }

    /** Compares in a time that does not depend on how much of the secret is right. */
    boolean isIn(String header) {
        String[] parts = header.strip().split(" +", 2);
        if (parts.length != 2 || !parts[0].toUpperCase(Locale.ROOT).equals(scheme.name())) {
            return false;
        }
        byte[] given = scheme == Scheme.BASIC ? decoded(parts[1]) : parts[1].getBytes(UTF_8);
        return given != null && MessageDigest.isEqual(secret.getBytes(UTF_8), given);
    }

    private static byte @Nullable [] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    @Override
    public String toString() {
        return scheme + " [hidden] " + role;
    }
}
