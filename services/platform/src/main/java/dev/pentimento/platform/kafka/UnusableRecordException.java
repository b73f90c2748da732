package dev.pentimento.platform.kafka;

import dev.pentimento.events.DeadLetterReason;

/** No retry can make this record usable: it becomes a dead letter with this reason. */
public final class UnusableRecordException extends Exception {
    private static final long serialVersionUID = 1L;

    private final DeadLetterReason reason;

    /** @param detail what is wrong, in terms that help to correct it */
    public UnusableRecordException(DeadLetterReason reason, String detail) {
        super(detail);
        this.reason = reason;
    }

    public DeadLetterReason reason() {
        return reason;
    }
}
