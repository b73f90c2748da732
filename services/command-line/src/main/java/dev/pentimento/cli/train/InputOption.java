package dev.pentimento.cli.train;

import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The value of {@code --input}. */
public final class InputOption {
    private static final int PARTS = 3;

    private InputOption() {}

    /** What an encoder takes; not checked for what is allowed. */
    public record Size(int channels, int height, int width) {}

    /** @throws ParameterException if it does not look like {@code 3x224x224} */
    public static Size parse(String input, CommandLine command) {
        String[] parts = input.toLowerCase(Locale.ROOT).split("x", -1);
        try {
            if (parts.length != PARTS) {
                throw new NumberFormatException("three numbers, not " + parts.length);
            }
            Size size = new Size(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
            dev.pentimento.learning.image.ImageShape.plain(size.channels(), size.height(), size.width());
            return size;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    command, "--input must look like 1x64x64 or 3x64x64: " + input + " (" + e.getMessage() + ")", e);
        }
    }
}
