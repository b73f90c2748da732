package dev.pentimento.registry;

import java.util.List;

/** Which version a request means: a number, or the latest. */
sealed interface VersionNumber {

    record Latest() implements VersionNumber {
        @Override
        public Version in(List<Version> versions) {
            return versions.get(versions.size() - 1);
        }
    }

    record Numbered(int number) implements VersionNumber {
        @Override
        public Version in(List<Version> versions) {
            return versions.stream()
                    .filter(version -> version.version() == number)
                    .findFirst()
                    .orElseThrow(() -> RegistryError.versionNotFound(number));
        }
    }

    /** @param versions ascending, at least one */
    Version in(List<Version> versions);

    /** Reads a number, {@code latest}, or -1, which says the same. */
    static VersionNumber parse(String text) {
        if (text.equals("latest") || text.equals("-1")) {
            return new Latest();
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= 1) {
                return new Numbered(number);
            }
        } catch (NumberFormatException e) {
            throw RegistryError.invalidVersion(text);
        }
        throw RegistryError.invalidVersion(text);
    }
}
