package dev.pentimento.cli.train;

import dev.pentimento.cli.options.DurationConverter;
import dev.pentimento.platform.trust.SigningKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the commands that publish a version. */
public final class PublicationOptions {
    @Option(
            names = "--signing-key",
            paramLabel = "FILE.pem",
            description = "Ed25519 private key, PKCS #8 as PEM, that signs the version. Needed where the services have"
                    + " model.trusted.keys.")
    private @Nullable Path signingKey;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "2m",
            converter = DurationConverter.class,
            description = "How long to wait for the trainer's answer. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Duration timeout;

    /** @throws IllegalArgumentException if the file has no such key */
    public Optional<SigningKey> key() {
        return Optional.ofNullable(signingKey).map(SigningKey::read);
    }

    Duration timeout() {
        return timeout;
    }
}
