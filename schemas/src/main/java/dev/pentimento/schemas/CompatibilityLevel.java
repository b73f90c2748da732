package dev.pentimento.schemas;

/**
 * What a new version of a subject must keep to. Backward: the new schema reads what earlier ones wrote. Forward: earlier
 * ones read what the new one writes. Full: both. Transitive: held against every version, otherwise only the latest.
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
