package dev.pentimento.cli.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The browser on the desktop of this machine.
 *
 * @param opener the command that opens an address; empty if there is no desktop
 */
public record Desktop(List<String> opener) {
    private static final Logger LOG = LoggerFactory.getLogger(Desktop.class);

    public static Desktop ofThisProcess(Terminal terminal) {
        return terminal.outIsTerminal()
                ? of(System.getProperty("os.name", ""), System.getenv())
                : new Desktop(List.of());
    }

    /** A user who is connected by SSH sees another screen, unless it is forwarded. */
    static Desktop of(String system, Map<String, String> environment) {
        String name = system.toLowerCase(Locale.ROOT);
        boolean away = environment.containsKey("SSH_CONNECTION");
        if (name.startsWith("mac") || name.startsWith("windows")) {
            return new Desktop(
                    away
                            ? List.of()
                            : name.startsWith("mac")
                                    ? List.of("open")
                                    : List.of("rundll32", "url.dll,FileProtocolHandler"));
        }
        boolean screen = !environment.getOrDefault("DISPLAY", "").isEmpty()
                || !environment.getOrDefault("WAYLAND_DISPLAY", "").isEmpty();
        return new Desktop(screen ? List.of("xdg-open") : List.of());
    }

    /** Opens the address if possible. The address is printed as well, so a failure is only logged. */
    public void open(String address) {
        if (opener.isEmpty()) {
            return;
        }
        List<String> command = new ArrayList<>(opener);
        command.add(address);
        try {
            new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            LOG.debug("cannot open {}: {}", address, e.getMessage());
        }
    }
}
