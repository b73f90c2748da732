package dev.pentimento.cli.stack;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Exit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka exits its process after a fatal error. Here it shares the process, so the error is reported to the broker's
 * owner instead.
 */
final class KafkaExits {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaExits.class);
    private static final Set<Consumer<String>> LISTENERS = ConcurrentHashMap.newKeySet();

    static {
        Exit.setExitProcedure(KafkaExits::announce);
        Exit.setHaltProcedure(KafkaExits::announce);
    }

    private KafkaExits() {}

    static void listen(Consumer<String> listener) {
        LISTENERS.add(listener);
    }

    static void forget(Consumer<String> listener) {
        LISTENERS.remove(listener);
    }

    private static void announce(int status, @Nullable String message) {
        String reason = message == null ? "fatal error, status " + status : message;
        LOG.error("Kafka failed: {}", reason);
        LISTENERS.forEach(listener -> listener.accept(reason));
    }
}
