package dev.pentimento.cli;

import dev.pentimento.cli.alarms.AlarmsCommand;
import dev.pentimento.cli.bench.BenchCommand;
import dev.pentimento.cli.deadletters.DeadLettersCommand;
import dev.pentimento.cli.demo.DemoCommand;
import dev.pentimento.cli.device.DeviceCommand;
import dev.pentimento.cli.labels.LabelsCommand;
import dev.pentimento.cli.models.ModelsCommand;
import dev.pentimento.cli.options.UsageException;
import dev.pentimento.cli.process.LogSettings;
import dev.pentimento.cli.process.MemoryExit;
import dev.pentimento.cli.process.Terminal;
import dev.pentimento.cli.produce.ProduceCommand;
import dev.pentimento.cli.replay.ReplayCommand;
import dev.pentimento.cli.rights.RightsCommand;
import dev.pentimento.cli.services.DashboardCommand;
import dev.pentimento.cli.services.EmbeddingCommand;
import dev.pentimento.cli.services.EvaluationCommand;
import dev.pentimento.cli.services.RegistryCommand;
import dev.pentimento.cli.services.TrainerCommand;
import dev.pentimento.cli.settings.SettingsCommand;
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

/** The command {@code pentimento}. Exit codes: 0 done, 1 failed, 2 wrong usage, 3 the machine failed. */
@Command(
        name = "pentimento",
        description = "Monitors an image classifier and a learned correction of its embeddings, live on Kafka.",
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            ProduceCommand.class,
            WatchCommand.class,
            TrainCommand.class,
            ModelsCommand.class,
            AlarmsCommand.class,
            ReplayCommand.class,
            LabelsCommand.class,
            DeadLettersCommand.class,
            TopicsCommand.class,
            RightsCommand.class,
            SettingsCommand.class,
            DeviceCommand.class,
            BenchCommand.class,
            RegistryCommand.class,
            EmbeddingCommand.class,
            EvaluationCommand.class,
            TrainerCommand.class,
            DashboardCommand.class,
            HelpCommand.class,
            CompletionCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Settings can also be given as PENTIMENTO_* environment variables; 'pentimento settings' lists them."
                    + " PENTIMENTO_LOG=debug and PENTIMENTO_LOG_FORMAT=json configure the log on standard error."
        })
public final class Pentimento implements Runnable {
    /** Memory, disk, device or engine failed. The JVM exits with the same code when its heap is full. */
    static final int MACHINE_FAULT = 3;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help and exit.")
    private boolean help;

    private Pentimento() {}

    public static void main(String[] arguments) {
        MemoryExit.install();
        LogSettings.silenceOtherLoggers();
        System.exit(run(Terminal.ofThisProcess(), System.getenv(), arguments));
    }

    /** Runs one command without ending the process. */
    public static int run(Terminal terminal, Map<String, String> environment, String... arguments) {
        CommandLine commandLine = commandLine(terminal);
        try {
            LogSettings.check(environment);
        } catch (IllegalArgumentException e) {
            FailureMessages.print(commandLine.getErr(), e);
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
                .setExecutionExceptionHandler(new FailureMessages())
                .setParameterExceptionHandler(Pentimento::explainUsage);
        commandLine.setUsageHelpAutoWidth(true);
        shareVersion(commandLine);
        return commandLine;
    }

    /** Adds {@code --version} to every command. In {@code replay} it used to select a model version, and still can. */
    private static void shareVersion(CommandLine commandLine) {
        CommandSpec command = commandLine.getCommandSpec().versionProvider(new ProgramVersions());
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
            description = "Log more, and print the stack trace of a failure.")
    void verbose(boolean on) {
        if (on) {
            LogSettings.beVerbose();
        }
    }

    @Override
    public void run() {
        throw new UsageException("a command is missing");
    }

    static int explainUsage(CommandLine.ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        PrintWriter err = command.getErr();
        FailureMessages.print(err, failure);
        CommandLine.UnmatchedArgumentException.printSuggestions(failure, err);
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return CommandLine.ExitCode.USAGE;
    }
}
