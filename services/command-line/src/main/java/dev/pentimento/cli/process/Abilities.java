package dev.pentimento.cli.process;

import java.util.Map;

/**
 * What the terminal may be sent beside text.
 *
 * @param colours escapes that colour; not wanted where {@code NO_COLOR} is set (no-color.org)
 * @param redrawing escapes that move the cursor; a {@code TERM=dumb} has neither
 */
public record Abilities(boolean colours, boolean redrawing) {
    public static final Abilities ALL = new Abilities(true, true);

    static Abilities from(Map<String, String> environment) {
        boolean dumb = "dumb".equals(environment.get("TERM"));
        boolean colourless = !environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Abilities(!dumb && !colourless, !dumb);
    }
}
