package dev.pentimento.schemas.errors;

import org.apache.kafka.common.KafkaException;

/** The registry answered with an error that a retry would not change. */
public final class RegistryRefusedException extends KafkaException {
    private static final long serialVersionUID = 1L;

    /** No subject of that name. */
    public static final int SUBJECT_NOT_FOUND = 40401;
    /** No such schema: of that id, or under that subject. */
    public static final int SCHEMA_NOT_FOUND = 40403;

    private final int status;
    private final int errorCode;

    public RegistryRefusedException(int status, int errorCode, String message) {
        super(message);
        this.status = status;
        this.errorCode = errorCode;
    }

    /** Whether it is the credentials, or the lack of some, that the registry refuses. */
    public boolean refusesCredentials() {
        return status == 401 || status == 403;
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
