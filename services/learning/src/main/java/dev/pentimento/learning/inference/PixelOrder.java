package dev.pentimento.learning.inference;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.pentimento.learning.device.Upload;
import dev.pentimento.learning.file.UnusableFileException;
import java.util.SplittableRandom;

/**
 * How images lie in the engine's memory. The shape is n×channels×height×width in any case, but the engine's convolutions
 * are faster when the channels of a pixel are neighbours: with the usual order they rearrange the values before and
 * after each layer. Layers hand the order of their input on.
 */
final class PixelOrder {
    private static final int PROBES = 2;
    /** For own networks: below, the usual order is as fast. */
    private static final int LARGE_PIXELS = 64 * 64;

    private PixelOrder() {}

    /**
     * The order with neighbouring channels, if the network supports it. A few networks, such as those that reshape with
     * {@code view}, do not.
     *
     * @param row channels, height and width
     * @return {@code forward} itself, or the same with its images rearranged
     */
    static Forward preferred(Forward forward, Shape row) {
        if (forward.architecture() != null && row.get(1) * row.get(2) < LARGE_PIXELS) {
            return forward;
        }
        Forward rearranging = forward.with(images -> forward.pass().apply(channelsTogether(images)));
        try (NDManager scratch = forward.scratch().get()) {
            if (scratch.getDevice().isGpu()) {
                return forward; // not measured there
            }
            NDArray probes = noise(scratch, new Shape(PROBES).addAll(row));
            float[] expected = forward.pass().apply(probes).toFloatArray();
            float[] actual = rearranging.pass().apply(probes).toFloatArray();
            return OutputChecks.same(expected, actual, expected.length / PROBES) ? rearranging : forward;
        } catch (EngineException | UnusableFileException e) {
            return forward; // whether it fits at all is tested separately
        }
    }

    /** n×c×h×w → the same values and shape, in the order n, h, w, c in memory. */
    private static NDArray channelsTogether(NDArray images) {
        long[] shape = images.getShape().getShape();
        NDArray copy = images.transpose(0, 2, 3, 1).reshape(new Shape(images.size()));
        return copy.reshape(new Shape(shape[0], shape[2], shape[3], shape[1])).transpose(0, 3, 1, 2);
    }

    private static NDArray noise(NDManager manager, Shape shape) {
        SplittableRandom random = new SplittableRandom(1);
        float[] values = new float[Math.toIntExact(shape.size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble();
        }
        return Upload.create(manager, values, shape);
    }
}
