package dev.pentimento.serving.loading;

import dev.pentimento.events.InputShape;
import dev.pentimento.learning.image.Framing;
import dev.pentimento.learning.image.Framing.Resize;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.image.Interpolation;
import dev.pentimento.learning.image.PixelReading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What an encoder takes, as a version's record says it and as the decoder of images needs it. */
public final class VersionInput {
    private VersionInput() {}

    /** @throws IllegalArgumentException naming what is wrong and what is allowed */
    public static ImageShape of(InputShape input) {
        Framing framing = new Framing(
                named(Resize.class, input.getResize()),
                input.getResizedHeight(),
                input.getResizedWidth(),
                named(Interpolation.class, input.getInterpolation()),
                input.getFill(),
                input.getRounded(),
                input.getEarlyCut());
        return ImageShape.of(
                input.getChannels(),
                input.getHeight(),
                input.getWidth(),
                input.getMean(),
                input.getStandardDeviation(),
                new PixelReading(
                        input.getUpright(),
                        input.getBlack(),
                        input.getWhite(),
                        framing,
                        input.getBgr(),
                        input.getLowest(),
                        input.getHighest()));
    }

    /** A later release may know more. */
    private static <E extends Enum<E>> E named(Class<E> kind, String name) {
        return Arrays.stream(kind.getEnumConstants())
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("this release does not know "
                        + kind.getSimpleName().toLowerCase(Locale.ROOT) + " " + name + "; it knows "
                        + Arrays.toString(kind.getEnumConstants())));
    }

    /** For the record of a version. */
    public static InputShape of(ImageShape shape) {
        PixelReading reading = shape.reading();
        Framing framing = reading.framing();
        return InputShape.newBuilder()
                .setChannels(shape.channels())
                .setHeight(shape.height())
                .setWidth(shape.width())
                .setMean(boxed(shape.mean()))
                .setStandardDeviation(boxed(shape.standardDeviation()))
                .setUpright(reading.upright())
                .setBlack(reading.black())
                .setWhite(reading.white())
                .setResize(framing.resize().name())
                .setResizedHeight(framing.height())
                .setResizedWidth(framing.width())
                .setInterpolation(framing.interpolation().name())
                .setFill(framing.fill())
                .setRounded(framing.rounded())
                .setBgr(reading.bgr())
                .setLowest(reading.lowest())
                .setHighest(reading.highest())
                .setEarlyCut(framing.earlyCut())
                .build();
    }

    private static List<Float> boxed(float[] values) {
        List<Float> boxed = new ArrayList<>(values.length);
        for (float value : values) {
            boxed.add(value);
        }
        return boxed;
    }
}
