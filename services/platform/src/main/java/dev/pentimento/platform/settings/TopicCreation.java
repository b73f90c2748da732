package dev.pentimento.platform.settings;

/** What a service does about missing topics when it starts. */
public enum TopicCreation {
    /** It creates them. */
    MISSING,
    /** It waits until they have been created elsewhere. */
    NEVER
}
