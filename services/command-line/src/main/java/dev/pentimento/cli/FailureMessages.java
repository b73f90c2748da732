package dev.pentimento.cli;

import dev.pentimento.cli.connection.ConnectedCommand;
import dev.pentimento.cli.options.UsageException;
import dev.pentimento.cli.process.FailureSentence;
import dev.pentimento.cli.process.LogSettings;
import dev.pentimento.serving.faults.Fault;
import java.io.PrintWriter;
import picocli.CommandLine;

/** Turns a failure into one sentence. The stack trace is printed only with {@code --verbose}. */
final class FailureMessages implements CommandLine.IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        if (failure instanceof UsageException) {
            Throwable cause = failure.getCause();
            return Pentimento.explainUsage(
                    new CommandLine.ParameterException(command, String.valueOf(failure.getMessage()), cause),
                    new String[0]);
        }
        print(command.getErr(), explained(command.getCommand(), failure));
        if (LogSettings.isVerbose()) {
            failure.printStackTrace(command.getErr());
        }
        return Fault.isOfMachine(failure) ? Pentimento.MACHINE_FAULT : CommandLine.ExitCode.SOFTWARE;
    }

    private static Throwable explained(Object command, Throwable failure) {
        return command instanceof ConnectedCommand connected
                ? connected.missingRight(failure).<Throwable>map(each -> each).orElse(failure)
                : failure;
    }

    static void print(PrintWriter err, Throwable failure) {
        err.println("pentimento: " + FailureSentence.of(failure));
        err.flush();
    }
}
