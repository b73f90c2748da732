package dev.pentimento.schemas.registry;

import java.util.List;

/**
 * Whether a schema may become the next version of a subject.
 *
 * @param messages the registry's reasons against it; empty if it may, or if the registry gives no reason
 */
public record Compatibility(boolean compatible, List<String> messages) {
    public Compatibility {
        messages = List.copyOf(messages);
    }
}
