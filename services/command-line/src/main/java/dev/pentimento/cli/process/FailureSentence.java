package dev.pentimento.cli.process;

import dev.pentimento.platform.failures.Causes;
import dev.pentimento.serving.faults.MachineFaultException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** A failure in one sentence, without a stack trace. */
public final class FailureSentence {
    private FailureSentence() {}

    /** The messages of the failure and its causes, outermost first. Repeated messages are left out. */
    public static String of(Throwable failure) {
        List<String> parts = new ArrayList<>();
        for (Throwable cause : Causes.of(failure).toList()) {
            if (cause instanceof MachineFaultException) {
                return String.valueOf(cause.getMessage()); // already a sentence; its causes contain native stack traces
            }
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
            return line + " cannot be accessed: permission denied";
        }
        // The message of some exceptions is only a name or an index.
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
