package dev.pentimento.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Optional;

/** How to introduce oneself to the registry. */
sealed interface RegistryCredentials {

    /** Value of the HTTP header {@code Authorization} for a request to {@code url}; empty: none is sent. */
    Optional<String> authorization(RegistryUrl url);

    /** HTTP Basic with what the URL holds, if it holds anything. */
    record FromUrl() implements RegistryCredentials {
        @Override
        public Optional<String> authorization(RegistryUrl url) {
            return url.credentials().flatMap(basic -> basic.authorization(url));
        }
    }

    /**
     * HTTP Basic, at every URL alike.
     *
     * @param userInfo {@code user:password}
     */
    record Basic(String userInfo) implements RegistryCredentials {
        @Override
        public Optional<String> authorization(RegistryUrl url) {
            return Optional.of("Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(UTF_8)));
        }

        @Override
        public String toString() {
            return "Basic[hidden]";
        }
    }

    /** A bearer token. */
    record Bearer(String token) implements RegistryCredentials {
        @Override
        public Optional<String> authorization(RegistryUrl url) {
            return Optional.of("Bearer " + token);
        }

        @Override
        public String toString() {
            return "Bearer[hidden]";
        }
    }
}
