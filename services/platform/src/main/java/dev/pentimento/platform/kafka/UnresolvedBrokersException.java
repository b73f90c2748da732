package dev.pentimento.platform.kafka;

import dev.pentimento.platform.failures.Causes;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.RetriableException;

/**
 * No host name in {@code bootstrap.servers} currently resolves. Kafka's clients treat that as a wrong setting, and
 * cannot be created. But a name may resolve later, as in a cluster whose pods are starting. A client that waits for
 * brokers that do not answer therefore waits for this too.
 */
public final class UnresolvedBrokersException extends RetriableException {
    private static final long serialVersionUID = 1L;

    /** Kafka has no separate exception for this. */
    private static final String KAFKAS_WORDS = "No resolvable bootstrap urls";

    private UnresolvedBrokersException(String servers) {
        super("no host name in kafka.bootstrap.servers (" + servers
                + ") has an address: check the setting, or wait until the name service knows it");
    }

    /**
     * The unresolved names behind a failure to create a client.
     *
     * @param servers the value of {@code bootstrap.servers}
     * @return empty: the failure has another cause
     */
    public static Optional<UnresolvedBrokersException> in(Throwable failure, String servers) {
        for (Throwable cause : Causes.of(failure).toList()) {
            if (cause instanceof UnresolvedBrokersException same) {
                return Optional.of(same);
            }
            if (cause instanceof ConfigException
                    && String.valueOf(cause.getMessage()).contains(KAFKAS_WORDS)) {
                return Optional.of(new UnresolvedBrokersException(servers));
            }
        }
        return Optional.empty();
    }
}
