package dev.pentimento.cli.train;

import dev.pentimento.cli.options.UsageException;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.inference.EncoderInput;
import java.util.Locale;

/** The value of {@code --input}. */
public final class InputOption {
    private static final int PARTS = 3;

    private InputOption() {}

    /** @throws UsageException if it does not have the form {@code 3x224x224} */
    public static EncoderInput parse(String input) {
        String[] parts = input.toLowerCase(Locale.ROOT).split("x", -1);
        try {
            if (parts.length != PARTS) {
                throw new NumberFormatException("expected three numbers, not " + parts.length);
            }
            EncoderInput size = new EncoderInput(
                    Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
            ImageShape.plain(size.channels(), size.height(), size.width());
            return size;
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    "--input must have the form 1x64x64 or 3x64x64: " + input + " (" + e.getMessage() + ")", e);
        }
    }
}
