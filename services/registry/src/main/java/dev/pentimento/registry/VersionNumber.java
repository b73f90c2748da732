package dev.pentimento.registry;

import java.util.List;

/**
 * The version that a request refers to.
 *
 * @param number -1 means the latest
 */
record VersionNumber(int number) {
    static final VersionNumber LATEST = new VersionNumber(-1);

    /** @param versions in ascending order, at least one */
    Version in(List<Version> versions) {
        if (equals(LATEST)) {
            return versions.get(versions.size() - 1);
        }
        return versions.stream()
                .filter(version -> version.version() == number)
                .findFirst()
                .orElseThrow(() -> Refusal.VERSION_NOT_FOUND.of(number));
    }

    /** Parses a number, {@code latest}, or -1, which also means the latest. */
    static VersionNumber parse(String text) {
        if (text.equals("latest") || text.equals("-1")) {
            return LATEST;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= 1) {
                return new VersionNumber(number);
            }
        } catch (NumberFormatException e) {
            throw Refusal.INVALID_VERSION.of(text);
        }
        throw Refusal.INVALID_VERSION.of(text);
    }
}
