package dev.pentimento.embedding;

import dev.pentimento.platform.failures.Causes;
import dev.pentimento.platform.rights.MissingRightException;
import java.util.Optional;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.UnreleasedInstanceIdException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** Recognises failures that a retry cannot fix, and tells the operator what to do about them. */
final class Failures {
    private Failures() {}

    /** A sentence with the remedy; empty if a retry may help. */
    static Optional<String> unrecoverable(Throwable failure) {
        for (Throwable cause : Causes.of(failure).toList()) {
            if (cause instanceof MissingRightException) {
                return Optional.of(String.valueOf(cause.getMessage())); // already a sentence
            }
            String advice = advice(cause);
            if (!advice.isEmpty()) {
                return Optional.of(advice + ": " + cause.getMessage());
            }
        }
        return Optional.empty();
    }

    /** Whether the brokers do not support the request. */
    static boolean unsupported(Throwable failure) {
        return Causes.include(failure, UnsupportedVersionException.class);
    }

    /** What the service is waiting for, as a sentence: usually for clocks to agree again. */
    static String waiting(Throwable failure) {
        return Causes.first(failure, InvalidTimestampException.class)
                .map(refusal -> "the topic embeddings refuses the timestamps of images; check the clocks, and its"
                        + " message.timestamp settings: " + refusal.getMessage())
                .orElseGet(() -> String.valueOf(failure.getMessage()));
    }

    private static String advice(Throwable cause) {
        if (cause instanceof AuthorizationException) {
            return "the embedding service lacks a right in Kafka";
        } else if (cause instanceof AuthenticationException) {
            return "Kafka refuses the embedding service's credentials";
        } else if (cause instanceof FencedInstanceIdException || cause instanceof UnreleasedInstanceIdException) {
            return "another embedding instance runs with the same " + EmbeddingSettings.INSTANCE_ID;
        } else if (cause instanceof UnsupportedVersionException) {
            return "the Kafka brokers are too old, try " + EmbeddingSettings.GROUP_PROTOCOL + "=classic";
        } else if (cause instanceof RecordTooLargeException) {
            return "a record is too large for its topic, check the topic's max.message.bytes";
        } else if (cause instanceof SerializationException) {
            return "cannot serialize an event";
        }
        return "";
    }
}
