package dev.pentimento.schemas.registry;

/**
 * The rule for a new version of a subject. Backward: the new schema reads what earlier ones wrote. Forward: earlier ones
 * read what the new one writes. Full: both. Transitive: compared with every version, otherwise only with the latest.
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
