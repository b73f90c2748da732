package dev.pentimento.embedding;

import java.util.Optional;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.UnreleasedInstanceIdException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** Which failures no retry mends, in words for the one who must. */
final class Failures {
    private Failures() {}

    /** A sentence that says what to do; none: trying again may help. */
    static Optional<String> unrecoverable(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String advice = advice(cause);
            if (!advice.isEmpty()) {
                return Optional.of(advice + ": " + cause.getMessage());
            }
        }
        return Optional.empty();
    }

    private static String advice(Throwable cause) {
        if (cause instanceof AuthorizationException) {
            return "the embedding service lacks a right in Kafka";
        } else if (cause instanceof AuthenticationException) {
            return "Kafka refuses the embedding service's credentials";
        } else if (cause instanceof FencedInstanceIdException || cause instanceof UnreleasedInstanceIdException) {
            return "another embedding instance runs with the same " + EmbeddingSettings.INSTANCE_ID;
        } else if (cause instanceof UnsupportedVersionException) {
            return "the Kafka brokers are too old for this, try " + EmbeddingSettings.GROUP_PROTOCOL + "=classic";
        } else if (cause instanceof RecordTooLargeException) {
            return "a topic does not take records as large as ours, check its max.message.bytes";
        } else if (cause instanceof InvalidTimestampException) {
            return "the topic embeddings refuses the timestamps that images has, check message.timestamp settings";
        } else if (cause instanceof SerializationException) {
            return "an event cannot be written";
        }
        return "";
    }
}
