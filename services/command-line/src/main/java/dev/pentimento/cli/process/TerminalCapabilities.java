package dev.pentimento.cli.process;

import java.util.Map;

/**
 * The escape sequences that the terminal supports.
 *
 * @param colours sequences for colours; false if {@code NO_COLOR} is set (no-color.org)
 * @param redrawing sequences that move the cursor; false, like colours, if {@code TERM=dumb}
 */
public record TerminalCapabilities(boolean colours, boolean redrawing) {
    public static final TerminalCapabilities ALL = new TerminalCapabilities(true, true);

    static TerminalCapabilities from(Map<String, String> environment) {
        boolean dumb = "dumb".equals(environment.get("TERM"));
        boolean colourless = !environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new TerminalCapabilities(!dumb && !colourless, !dumb);
    }
}
