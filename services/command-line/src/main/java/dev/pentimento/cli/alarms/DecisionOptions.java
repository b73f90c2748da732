package dev.pentimento.cli.alarms;

import dev.pentimento.dashboard.decisions.NewDecision;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who decides, and why. */
final class DecisionOptions {
    @Option(names = "--by", paramLabel = "NAME", description = "Who decides. Default: your user name.")
    private @Nullable String by;

    @Option(names = "--note", paramLabel = "TEXT", defaultValue = "", description = "Why; shown on the page.")
    private String note = "";

    /** @param until null: no end of its own */
    NewDecision decision(Instant now, @Nullable Instant until) {
        String user = by == null ? System.getProperty("user.name", "unknown") : by;
        return new NewDecision("command line: " + user, now, until, note);
    }
}
