package dev.pentimento.platform.operations;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The name of this machine, even if no name server or hosts file knows it, as in a container without a network. */
public final class HostName {
    private static final Path OF_LINUX = Path.of("/proc/sys/kernel/hostname");

    private HostName() {}

    /** Empty if the machine has no name. */
    public static Optional<String> ofThisMachine() {
        return resolved().or(() -> unresolved(System.getenv(), OF_LINUX));
    }

    private static Optional<String> resolved() {
        try {
            return Optional.of(InetAddress.getLocalHost().getHostName());
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** @param file contains the name in its first line */
    static Optional<String> unresolved(Map<String, String> environment, Path file) {
        return named(environment.get("HOSTNAME"))
                .or(() -> named(environment.get("COMPUTERNAME")))
                .or(() -> named(firstLine(file)));
    }

    private static Optional<String> named(@Nullable String text) {
        return Optional.ofNullable(text).map(String::strip).filter(name -> !name.isEmpty());
    }

    private static @Nullable String firstLine(Path file) {
        try {
            return Files.readString(file).lines().findFirst().orElse(null);
        } catch (IOException e) {
            return null; // another system
        }
    }
}
