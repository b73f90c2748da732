package dev.pentimento.schemas;

import java.util.List;

/**
 * Whether a schema may become the next version of a subject.
 *
 * @param messages what stands against it, in the registry's words; empty if nothing does or the registry does not say
 */
public record Compatibility(boolean compatible, List<String> messages) {
    public Compatibility {
        messages = List.copyOf(messages);
    }
}
