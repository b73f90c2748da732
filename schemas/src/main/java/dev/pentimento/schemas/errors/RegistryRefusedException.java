package dev.pentimento.schemas.errors;

import org.apache.kafka.common.KafkaException;

/** The registry returned an error that a retry cannot fix. */
public final class RegistryRefusedException extends KafkaException {
    private static final long serialVersionUID = 1L;

    /** The subject does not exist. */
    public static final int SUBJECT_NOT_FOUND = 40401;
    /** The schema does not exist: there is none with that id, or none under that subject. */
    public static final int SCHEMA_NOT_FOUND = 40403;

    private final int status;
    private final int errorCode;

    public RegistryRefusedException(int status, int errorCode, String message) {
        super(message);
        this.status = status;
        this.errorCode = errorCode;
    }

    /** Whether the registry rejected the request because credentials are missing or invalid. */
    public boolean refusesCredentials() {
        return status == 401 || status == 403;
    }

    /** The status of the HTTP response, such as 409 for an incompatible schema. */
    public int status() {
        return status;
    }

    /** The registry's own code, such as 40401 for an unknown subject; the HTTP status if the response had none. */
    public int errorCode() {
        return errorCode;
    }
}
