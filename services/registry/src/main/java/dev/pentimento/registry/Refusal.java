package dev.pentimento.registry;

import java.util.Locale;

/** Why the registry rejects a request, with the status, code and message of Confluent's registry. */
enum Refusal {
    BAD_REQUEST(400, 400, "%s"),
    WRITE_FORBIDDEN(403, 40301, "These credentials allow reading only"),
    SUBJECT_NOT_FOUND(404, 40401, "Subject '%s' not found."),
    VERSION_NOT_FOUND(404, 40402, "Version %d not found."),
    SCHEMA_NOT_FOUND(404, 40403, "Schema %s not found"),
    SUBJECT_SOFT_DELETED(404, 40404, "Subject '%s' was soft deleted. Set permanent=true to delete permanently"),
    SUBJECT_NOT_SOFT_DELETED(404, 40405, "Subject '%s' was not deleted first before being permanently deleted"),
    VERSION_SOFT_DELETED(
            404, 40406, "Subject '%s' Version %d was soft deleted. Set permanent=true to delete permanently"),
    VERSION_NOT_SOFT_DELETED(
            404, 40407, "Subject '%s' Version %d was not deleted first before being permanently deleted"),
    LEVEL_NOT_FOUND(404, 40408, "Subject '%s' does not have subject-level compatibility configured"),
    MODE_NOT_FOUND(404, 40409, "Subject '%s' does not have subject-level mode configured"),
    INCOMPATIBLE(409, 409, "Schema being registered is incompatible with an earlier schema: %s"),
    INVALID_SCHEMA(422, 42201, "Invalid schema: %s"),
    INVALID_VERSION(
            422,
            42202,
            "The specified version '%s' is not a valid version id. Allowed values are between [1, 2^31-1]"
                    + " and the string \"latest\""),
    INVALID_LEVEL(
            422,
            42203,
            "Invalid compatibility level '%s'. Valid values are none, backward, forward, full, backward_transitive,"
                    + " forward_transitive, and full_transitive"),
    INVALID_MODE(422, 42204, "Invalid mode '%s'. Valid values are READWRITE and READONLY"),
    SUBJECT_READ_ONLY(422, 42205, "Subject '%s' is in read-only mode"),
    REGISTRY_READ_ONLY(422, 42205, "This registry is in read-only mode"),
    IMPORT_REFUSED(422, 42205, "This registry assigns ids and versions; a request must not choose them"),
    STORE_FAILED(500, 50001, "Error in the backend data store"),
    NOT_READY(503, 50301, "This registry has not read its topic yet");

    private final int status;
    private final int code;
    private final String message;

    Refusal(int status, int code, String message) {
        this.status = status;
        this.code = code;
        this.message = message;
    }

    /** @param details values for the placeholders in the message */
    RegistryError of(Object... details) {
        return new RegistryError(status, code, String.format(Locale.ROOT, message, details));
    }
}
