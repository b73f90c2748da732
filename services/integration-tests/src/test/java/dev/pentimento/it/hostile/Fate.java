package dev.pentimento.it.hostile;

import java.util.Set;

/** What may become of a record. Several are allowed where another decoder may judge differently. */
public enum Fate {
    /** An image with exactly one prediction. */
    PREDICTED,
    UNDECODABLE_RECORD,
    UNKNOWN_SCHEMA,
    INVALID_FIELD,
    MISSING_CONTENT,
    UNDECODABLE_IMAGE,
    /** An image that is damaged or very large: decoders may make something of it, or not. */
    DAMAGED_IMAGE,
    CONTENT_NOT_ALLOWED,
    UNKNOWN_CLASS,
    LABEL_WITHOUT_IMAGE,
    UNKNOWN_ENCODER,
    /** A dead letter for each image of a batch. */
    FAILED_INFERENCE,
    /** No dead letter: a label of an image that has not come, or a record that nobody has to answer. */
    NOTHING;

    /** The reasons of which the one dead letter must have one; empty: there must be none. */
    Set<String> reasons() {
        return switch (this) {
            case PREDICTED, NOTHING -> Set.of();
            case DAMAGED_IMAGE -> Set.of("UNDECODABLE_IMAGE", "IMAGE_TOO_LARGE");
            default -> Set.of(name());
        };
    }
}
