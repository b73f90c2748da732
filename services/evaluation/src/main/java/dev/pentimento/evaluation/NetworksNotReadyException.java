package dev.pentimento.evaluation;

import org.apache.kafka.common.errors.RetriableException;

/** Networks for a batch are not loaded yet: its transaction is given up, and the batch read again. */
final class NetworksNotReadyException extends RetriableException {
    private static final long serialVersionUID = 1L;

    NetworksNotReadyException(String message) {
        super(message);
    }
}
