package dev.pentimento.platform.kafka;

import dev.pentimento.platform.failures.Causes;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.RetriableException;

/**
 * No name in {@code bootstrap.servers} has an address at the moment. Kafka's clients take that for a wrong setting, and
 * cannot be made. But names come and go, as in a cluster whose pods are starting; so a client that waits for brokers that do
 * not answer waits for this too.
 */
public final class UnresolvedBrokersException extends RetriableException {
    private static final long serialVersionUID = 1L;

    /** Kafka has no exception of its own for it. */
    private static final String KAFKAS_WORDS = "No resolvable bootstrap urls";

    private UnresolvedBrokersException(String servers) {
        super("no host name in kafka.bootstrap.servers (" + servers
                + ") has an address: check the setting, or wait until the name service knows it");
    }

    /**
     * What a failure to make a client says about names.
     *
     * @param servers the value of {@code bootstrap.servers}
     * @return empty: the failure has another reason
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
