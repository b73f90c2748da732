package dev.pentimento.schemas;

import org.apache.kafka.common.KafkaException;

/** The registry answered a request with an error that the same request would meet again. */
public final class RegistryRefusedException extends KafkaException {
    private static final long serialVersionUID = 1L;

    /** No subject of that name. */
    public static final int SUBJECT_NOT_FOUND = 40401;
    /** The subject has no such version. */
    public static final int VERSION_NOT_FOUND = 40402;
    /** No such schema: of that id, or under that subject. */
    public static final int SCHEMA_NOT_FOUND = 40403;
    /** Neither a level of its own for that subject, nor was the default asked for. */
    public static final int LEVEL_NOT_FOUND = 40408;

    private final int status;
    private final int errorCode;

    RegistryRefusedException(int status, int errorCode, String message) {
        super(message);
        this.status = status;
        this.errorCode = errorCode;
    }

    /** The status of the HTTP response, such as 409 for an incompatible schema. */
    public int status() {
        return status;
    }

    /** The registry's own code, such as 40401 for an unknown subject; the HTTP status if the answer had none. */
    public int errorCode() {
        return errorCode;
    }
}
