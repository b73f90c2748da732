package dev.pentimento.cli.train;

import dev.pentimento.cli.options.UsageException;
import dev.pentimento.learning.image.PixelReading;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say how the samples of image files become values. They are recorded in the version. */
public final class PixelReadingOptions {
    private static final Pattern RANGE = Pattern.compile("(\\d{1,5}):(\\d{1,5})");

    @Option(
            names = "--grey-range",
            paramLabel = "BLACK:WHITE",
            description =
                    "Samples of grey images with 16 bits that become black and white, such as 0:4095 for a scanner of"
                            + " 12 bits. Default: 0:65535.")
    private @Nullable String range;

    @Option(names = "--as-stored", description = "Do not turn photographs as their Exif data says.")
    private boolean asStored;

    /** @throws UsageException if the range is not one */
    public PixelReading reading() {
        if (range == null) {
            return asStored ? PixelReading.AS_STORED : PixelReading.STANDARD;
        }
        Matcher numbers = RANGE.matcher(range);
        if (!numbers.matches()) {
            throw new UsageException("--grey-range must be two numbers, such as 0:4095: " + range);
        }
        try {
            return new PixelReading(!asStored, Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2)));
        } catch (IllegalArgumentException e) {
            throw new UsageException("--grey-range: " + e.getMessage(), e);
        }
    }
}
