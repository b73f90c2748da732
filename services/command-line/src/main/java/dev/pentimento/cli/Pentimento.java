package dev.pentimento.cli;

import dev.pentimento.cli.deadletters.DeadLettersCommand;
import dev.pentimento.cli.demo.DemoCommand;
import dev.pentimento.cli.models.ModelsCommand;
import dev.pentimento.cli.process.LogSettings;
import dev.pentimento.cli.process.Terminal;
import dev.pentimento.cli.produce.ProduceCommand;
import dev.pentimento.cli.replay.ReplayCommand;
import dev.pentimento.cli.services.DashboardCommand;
import dev.pentimento.cli.services.EmbeddingCommand;
import dev.pentimento.cli.services.EvaluationCommand;
import dev.pentimento.cli.services.RegistryCommand;
import dev.pentimento.cli.services.TrainerCommand;
import dev.pentimento.cli.stack.UpCommand;
import dev.pentimento.cli.topics.TopicsCommand;
import dev.pentimento.cli.train.TrainCommand;
import dev.pentimento.cli.watch.WatchCommand;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code pentimento}. Exit codes: 0 done, 1 failed, 2 used wrongly. */
@Command(
        name = "pentimento",
        description = "Watches an image classifier and a learned correction of its embeddings, live on Kafka.",
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            ProduceCommand.class,
            WatchCommand.class,
            TrainCommand.class,
            ModelsCommand.class,
            ReplayCommand.class,
            DeadLettersCommand.class,
            TopicsCommand.class,
            RegistryCommand.class,
            EmbeddingCommand.class,
            EvaluationCommand.class,
            TrainerCommand.class,
            DashboardCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Settings come from PENTIMENTO_* environment variables too."
                    + " PENTIMENTO_LOG=debug and PENTIMENTO_LOG_FORMAT=json change the log on standard error."
        })
public final class Pentimento implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help and exit.")
    private boolean help;

    private Pentimento() {}

    public static void main(String[] arguments) {
        System.exit(run(Terminal.ofThisProcess(), System.getenv(), arguments));
    }

    static int run(Terminal terminal, Map<String, String> environment, String... arguments) {
        CommandLine commandLine = commandLine(terminal);
        try {
            LogSettings.check(environment);
        } catch (IllegalArgumentException e) {
            Failures.print(commandLine.getErr(), e);
            return CommandLine.ExitCode.USAGE;
        }
        int code = commandLine.execute(arguments);
        commandLine.getOut().flush();
        return code;
    }

    static CommandLine commandLine(Terminal terminal) {
        CommandLine commandLine = new CommandLine(new Pentimento(), new CommandFactory(terminal))
                .setOut(terminal.out())
                .setErr(terminal.err())
                .setColorScheme(CommandLine.Help.defaultColorScheme(terminal.ansi()))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(new Failures())
                .setParameterExceptionHandler(Pentimento::explainUsage);
        commandLine.setUsageHelpAutoWidth(true);
        shareVersion(commandLine);
        return commandLine;
    }

    /** Every command answers {@code --version}, but one to which it is the version of a model. */
    private static void shareVersion(CommandLine commandLine) {
        CommandSpec command = commandLine.getCommandSpec().versionProvider(new Versions());
        String[] names =
                command.findOption("--version") == null ? new String[] {"-V", "--version"} : new String[] {"-V"};
        command.addOption(OptionSpec.builder(names)
                .versionHelp(true)
                .description("Show the versions and exit.")
                .build());
        commandLine.getSubcommands().values().forEach(Pentimento::shareVersion);
    }

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Log more, and show the stack trace of a failure.")
    void verbose(boolean on) {
        if (on) {
            LogSettings.beVerbose();
        }
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
    }

    private static int explainUsage(CommandLine.ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        PrintWriter err = command.getErr();
        Failures.print(err, failure);
        CommandLine.UnmatchedArgumentException.printSuggestions(failure, err);
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return CommandLine.ExitCode.USAGE;
    }
}
