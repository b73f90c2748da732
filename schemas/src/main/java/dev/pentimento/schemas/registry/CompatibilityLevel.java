package dev.pentimento.schemas.registry;

/**
 * The rule for a new version of a subject. Backward: the new schema can read data written with earlier ones. Forward:
 * earlier ones can read data written with the new one. Full: both. Transitive levels compare with every version, other
 * levels only with the latest.
 */
public enum CompatibilityLevel {
    NONE,
    BACKWARD,
    BACKWARD_TRANSITIVE,
    FORWARD,
    FORWARD_TRANSITIVE,
    FULL,
    FULL_TRANSITIVE
}
