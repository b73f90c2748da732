package dev.pentimento.cli.settings;

import dev.pentimento.cli.process.TerminalCommand;
import picocli.CommandLine.Command;

/** {@code pentimento settings}. */
@Command(
        name = "settings",
        description =
                "Prints every setting of every service, as Markdown: name, type, default, allowed values, meaning.")
public final class SettingsCommand extends TerminalCommand implements Runnable {
    @Override
    public void run() {
        terminal.out().print(SettingsReference.markdown());
        terminal.out().flush();
    }
}
