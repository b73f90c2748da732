package dev.pentimento.cli;

import dev.pentimento.cli.process.LogSettings;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Turns what went wrong into one sentence: a stack trace is for those who ask for it. */
final class Failures implements CommandLine.IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        print(command.getErr(), failure);
        if (LogSettings.isVerbose()) {
            failure.printStackTrace(command.getErr());
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    static void print(PrintWriter err, Throwable failure) {
        err.println("pentimento: " + sentence(failure));
        err.flush();
    }

    /** The messages of the failure and its causes, outermost first, without those that only repeat another. */
    static String sentence(Throwable failure) {
        List<String> parts = new ArrayList<>();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String part = part(cause);
            if (part != null && parts.stream().noneMatch(said -> said.contains(part))) {
                parts.add(part);
            }
        }
        return String.join(": ", parts);
    }

    private static @Nullable String part(Throwable failure) {
        String message = failure.getMessage();
        Throwable cause = failure.getCause();
        boolean onlyWraps = failure instanceof ExecutionException || failure instanceof CompletionException;
        if (cause != null && (onlyWraps || message == null || message.equals(cause.toString()))) {
            return null;
        }
        if (message == null || message.isBlank()) {
            return words(failure);
        }
        String line = message.strip().replaceAll("\\s*\\R\\s*", " ");
        if (failure instanceof NoSuchFileException) {
            return line + " does not exist";
        }
        if (failure instanceof AccessDeniedException) {
            return line + " may not be accessed";
        }
        // The messages of some exceptions are but a name or an index.
        boolean isSentence = line.contains(" ") && !(failure instanceof NullPointerException);
        return isSentence ? line : words(failure) + ": " + line;
    }

    /** {@code UnknownHostException} becomes {@code unknown host}. */
    private static String words(Throwable failure) {
        String name = failure.getClass().getSimpleName().replaceAll("(Exception|Error)$", "");
        String spaced = name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
        return spaced.isEmpty() ? failure.getClass().getName() : spaced;
    }
}
