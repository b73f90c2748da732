package dev.pentimento.evaluation.waiting;

import org.apache.kafka.common.errors.RetriableException;

/** Something that a record needs is not loaded yet: the transaction is aborted, and the record is read again. */
public final class NotReadyException extends RetriableException {
    private static final long serialVersionUID = 1L;

    public NotReadyException(String message) {
        super(message);
    }
}
