package dev.pentimento.learning.inference;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The engine failed in a network's forward pass; the message names the network. The exception does not say what caused
 * the failure.
 */
public final class FailedPassException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** The end of the TorchScript interpreter's message: the error that the network raised. */
    private static final Pattern RAISED = Pattern.compile("[A-Za-z.]*(Error|Exception): .*");

    FailedPassException(String network, Exception cause) {
        super(network + " failed: " + said(cause), cause);
    }

    /**
     * The error that the network raised; otherwise the first line of the engine's message, without its native stack.
     */
    private static String said(Exception cause) {
        List<String> lines = String.valueOf(cause.getMessage())
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        return lines.stream()
                .filter(line -> RAISED.matcher(line).matches())
                .reduce((earlier, later) -> later)
                .orElse(lines.isEmpty() ? cause.getClass().getSimpleName() : lines.get(0));
    }
}
