package dev.pentimento.cli.models;

import dev.pentimento.cli.models.folder.FolderInput;
import dev.pentimento.cli.models.folder.FolderInput.Sides;
import dev.pentimento.cli.options.UsageException;
import dev.pentimento.learning.image.Framing;
import dev.pentimento.learning.image.Framing.Resize;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.image.Interpolation;
import dev.pentimento.learning.image.PixelReading;
import dev.pentimento.learning.inference.EncoderInput;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How an image becomes the encoder's input. What an option says wins over what a folder says. */
final class PreprocessingOptions {
    private static final float[] IMAGENET_MEAN = {0.485f, 0.456f, 0.406f};
    private static final float[] IMAGENET_DEVIATION = {0.229f, 0.224f, 0.225f};
    private static final Pattern RESIZE =
            Pattern.compile("(exact|shorter-side|letterbox|none)(?::(\\d{1,4})(?:x(\\d{1,4}))?)?");
    private static final Pattern RANGE = Pattern.compile("(-?[\\d.]{1,12}):(-?[\\d.]{1,12})");

    @Option(
            names = "--resize",
            paramLabel = "HOW",
            description =
                    "How images of another size are resized before they are cut to the input's size at their centre: exact"
                            + " (both sides; exact:256x256 before a cut), shorter-side (aspect ratio kept; shorter-side:256"
                            + " before a cut), letterbox (all of the image, the rest is filled), none. Default: what the"
                            + " folder says, else exact.")
    private @Nullable String resize;

    @Option(
            names = "--interpolation",
            paramLabel = "FILTER",
            description = "bilinear, bicubic or nearest, as in PIL. Default: what the folder says, else bilinear.")
    private @Nullable Interpolation interpolation;

    @Option(
            names = "--rounded",
            negatable = true,
            description = "Round values to 256 levels after each step of resizing, as PIL does. Default: with a"
                    + " preprocessor_config.json, else not.")
    private @Nullable Boolean rounded;

    @Option(
            names = "--fill",
            paramLabel = "LEVEL",
            description = "Value of pixels that fill an image up, 0 to 255. Default: 0.")
    private @Nullable Integer fill;

    @Option(
            names = "--channels",
            paramLabel = "ORDER",
            description = "Order of colours: rgb or bgr. Default: what the folder says, else rgb.")
    private @Nullable ChannelOrder channels;

    @Option(
            names = "--range",
            paramLabel = "BLACK:WHITE",
            description = "What black and white become before the mean is subtracted, such as 0:255 or -1:1. Default:"
                    + " what the folder says, else 0:1.")
    private @Nullable String range;

    @Option(
            names = "--mean",
            split = ",",
            paramLabel = "M",
            description = "Mean to subtract from pixel values in --range: one value, or one per channel, separated by"
                    + " commas. Default: what the folder says; else ImageNet's values for three channels in the"
                    + " range 0:1, otherwise 0.")
    private float @Nullable [] mean;

    @Option(
            names = "--std",
            split = ",",
            paramLabel = "S",
            description = "Standard deviation by which the result is divided: one value, or one per channel. Default:"
                    + " what the folder says; else ImageNet's values for three channels in the range 0:1, otherwise 1.")
    private float @Nullable [] deviation;

    /** The values of {@code --channels}. */
    enum ChannelOrder {
        RGB,
        BGR
    }

    /**
     * Settles every setting.
     *
     * @param base how samples are read
     * @param folder what the folder says
     * @param sources receives where each setting is from
     * @throws UsageException naming the options or files that contradict each other or the input
     */
    ImageShape of(EncoderInput input, PixelReading base, FolderInput folder, Sources sources) {
        sources.folder(folder.file());
        Framing framing = framing(folder, sources);
        boolean bgr = sources.choose(
                        "channels",
                        channels,
                        folder.bgr() == null ? null : folder.bgr() ? ChannelOrder.BGR : ChannelOrder.RGB,
                        ChannelOrder.RGB)
                == ChannelOrder.BGR;
        float[] limits =
                sources.choose("range", range == null ? null : limits(range), folder.range(), new float[] {0, 1});
        boolean imagenet = input.channels() == IMAGENET_MEAN.length && limits[0] == 0 && limits[1] == 1;
        float[] usualMean = imagenet ? IMAGENET_MEAN : new float[] {0};
        float[] usualDeviation = imagenet ? IMAGENET_DEVIATION : new float[] {1};
        if (imagenet && bgr) {
            usualMean = reversed(usualMean);
            usualDeviation = reversed(usualDeviation);
        }
        float[] means = sources.choose("mean", mean, folder.mean(), usualMean);
        float[] deviations = sources.choose("std", deviation, folder.deviation(), usualDeviation);
        try {
            return new ImageShape(
                    input.channels(),
                    input.height(),
                    input.width(),
                    forEach(means, input.channels()),
                    forEach(deviations, input.channels()),
                    base.with(framing, bgr, limits[0], limits[1]));
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    "--input, --range, --mean, --std" + (folder.file().isEmpty() ? "" : ", or " + folder.file()) + ": "
                            + e.getMessage(),
                    e);
        }
    }

    private Framing framing(FolderInput folder, Sources sources) {
        Sides sides = sources.choose(
                "resize", resize == null ? null : sides(resize), folder.resize(), new Sides(Resize.EXACT, 0, 0));
        Interpolation filter =
                sources.choose("interpolation", interpolation, folder.interpolation(), Interpolation.BILINEAR);
        int level = sources.choose("fill", fill, null, 0);
        boolean rounds = sources.choose("rounded", rounded, folder.rounded(), false);
        try {
            return new Framing(sides.resize(), sides.height(), sides.width(), filter, level, rounds, folder.earlyCut());
        } catch (IllegalArgumentException e) {
            throw new UsageException("--resize, --fill: " + e.getMessage(), e);
        }
    }

    private static Sides sides(String text) {
        Matcher matcher = RESIZE.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new UsageException(
                    "--resize must be exact, exact:256x256, shorter-side, shorter-side:256, letterbox or" + " none: "
                            + text);
        }
        Resize how = Resize.valueOf(matcher.group(1).replace('-', '_').toUpperCase(Locale.ROOT));
        int height = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
        int width = matcher.group(3) == null ? height : Integer.parseInt(matcher.group(3));
        return new Sides(how, height, width);
    }

    private static float[] limits(String text) {
        Matcher matcher = RANGE.matcher(text);
        try {
            if (!matcher.matches()) {
                throw new NumberFormatException(text);
            }
            return new float[] {Float.parseFloat(matcher.group(1)), Float.parseFloat(matcher.group(2))};
        } catch (NumberFormatException e) {
            throw new UsageException("--range must be two numbers, such as 0:255 or -1:1: " + text, e);
        }
    }

    private static float[] forEach(float[] values, int channels) {
        if (values.length != 1) {
            return values;
        }
        float[] same = new float[channels];
        Arrays.fill(same, values[0]);
        return same;
    }

    private static float[] reversed(float[] values) {
        return new float[] {values[2], values[1], values[0]};
    }
}
