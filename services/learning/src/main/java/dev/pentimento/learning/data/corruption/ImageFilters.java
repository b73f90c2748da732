package dev.pentimento.learning.data.corruption;

import dev.pentimento.learning.image.ImagePixels;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/** Pure functions on images; the results are clipped to 0..1. */
final class ImageFilters {
    /** Beyond four standard deviations a Gaussian has 0.006 % of its mass. */
    private static final double BLUR_REACH = 4;

    private ImageFilters() {}

    /** Gaussian blur; values at the border are extended outwards. */
    static ImagePixels blur(ImagePixels image, double deviation) {
        float[] kernel = gaussian(deviation);
        int height = image.height();
        int width = image.width();
        float[] across = convolve(image.values(), kernel, height * image.channels(), width, width, 1);
        float[] both = new float[across.length];
        int plane = height * width;
        for (int channel = 0; channel < image.channels(); channel++) {
            float[] part = Arrays.copyOfRange(across, channel * plane, (channel + 1) * plane);
            System.arraycopy(convolve(part, kernel, width, height, 1, width), 0, both, channel * plane, plane);
        }
        return with(image, both);
    }

    private static float[] gaussian(double deviation) {
        int reach = (int) (BLUR_REACH * deviation + 0.5);
        double[] weights = new double[2 * reach + 1];
        double sum = 0;
        for (int i = -reach; i <= reach; i++) {
            weights[i + reach] = Math.exp(-0.5 * i * i / (deviation * deviation));
            sum += weights[i + reach];
        }
        float[] kernel = new float[weights.length];
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = (float) (weights[i] / sum);
        }
        return kernel;
    }

    /** Convolves {@code lines} lines of {@code length} values; a line's values are {@code step} apart. */
    private static float[] convolve(float[] values, float[] kernel, int lines, int length, int lineStep, int step) {
        float[] result = new float[values.length];
        int reach = kernel.length / 2;
        for (int line = 0; line < lines; line++) {
            int start = line * lineStep;
            for (int i = 0; i < length; i++) {
                float sum = 0;
                for (int k = -reach; k <= reach; k++) {
                    int at = Math.max(0, Math.min(length - 1, i + k));
                    sum += kernel[k + reach] * values[start + at * step];
                }
                result[start + i * step] = sum;
            }
        }
        return result;
    }

    static ImagePixels noise(ImagePixels image, double deviation, Random random) {
        float[] noisy = new float[image.values().length];
        for (int i = 0; i < noisy.length; i++) {
            noisy[i] = image.values()[i] + (float) (deviation * random.nextGaussian());
        }
        return with(image, noisy);
    }

    /** Moves every value towards the mean of the whole image. */
    static ImagePixels contrast(ImagePixels image, double factor) {
        double sum = 0;
        for (float value : image.values()) {
            sum += value;
        }
        double mean = sum / image.values().length;
        float[] flat = new float[image.values().length];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = (float) (mean + factor * (image.values()[i] - mean));
        }
        return with(image, flat);
    }

    /** Rotates counter-clockwise about the centre, bilinear, with black around the image. */
    static ImagePixels rotate(ImagePixels image, double degrees) {
        double cosine = Math.cos(Math.toRadians(degrees));
        double sine = Math.sin(Math.toRadians(degrees));
        return transform(image, cosine, -sine, sine, cosine);
    }

    /**
     * A linear transformation about the centre, bilinear, with black around the image. The value at (x, y) from the
     * centre is that of (a·x + b·y, c·x + d·y).
     */
    static ImagePixels transform(ImagePixels image, double a, double b, double c, double d) {
        double centreY = (image.height() - 1) / 2.0;
        double centreX = (image.width() - 1) / 2.0;
        float[] moved = new float[image.values().length];
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                double fromX = centreX + a * (x - centreX) + b * (y - centreY);
                double fromY = centreY + c * (x - centreX) + d * (y - centreY);
                for (int channel = 0; channel < image.channels(); channel++) {
                    moved[(channel * image.height() + y) * image.width() + x] = bilinear(image, channel, fromY, fromX);
                }
            }
        }
        return with(image, moved);
    }

    /** Changes each value by itself. */
    static ImagePixels tone(ImagePixels image, DoubleUnaryOperator change) {
        float[] values = new float[image.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) change.applyAsDouble(image.values()[i]);
        }
        return with(image, values);
    }

    /**
     * Squares become their mean.
     *
     * @param side of a square, in 28ths of the image's shorter side
     */
    static ImagePixels coarse(ImagePixels image, double side) {
        double step = Math.max(1, side * Math.min(image.height(), image.width()) / Corruption.REFERENCE_SIDE);
        int down = (int) Math.ceil(image.height() / step);
        int across = (int) Math.ceil(image.width() / step);
        float[] values = new float[image.values().length];
        int plane = image.height() * image.width();
        for (int channel = 0; channel < image.channels(); channel++) {
            double[] sums = new double[down * across];
            int[] counts = new int[down * across];
            for (int i = 0; i < plane; i++) {
                int square = square(i, image.width(), step, across);
                sums[square] += image.values()[channel * plane + i];
                counts[square]++;
            }
            for (int i = 0; i < plane; i++) {
                int square = square(i, image.width(), step, across);
                values[channel * plane + i] = (float) (sums[square] / counts[square]);
            }
        }
        return with(image, values);
    }

    private static int square(int pixel, int width, double step, int across) {
        return (int) (pixel / width / step) * across + (int) (pixel % width / step);
    }

    private static float bilinear(ImagePixels image, int channel, double y, double x) {
        int top = (int) Math.floor(y);
        int left = (int) Math.floor(x);
        double down = y - top;
        double right = x - left;
        double upper = (1 - right) * at(image, channel, top, left) + right * at(image, channel, top, left + 1);
        double lower = (1 - right) * at(image, channel, top + 1, left) + right * at(image, channel, top + 1, left + 1);
        return (float) ((1 - down) * upper + down * lower);
    }

    private static float at(ImagePixels image, int channel, int y, int x) {
        boolean inside = y >= 0 && x >= 0 && y < image.height() && x < image.width();
        return inside ? image.values()[(channel * image.height() + y) * image.width() + x] : 0;
    }

    private static ImagePixels with(ImagePixels image, float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(0, Math.min(1, values[i]));
        }
        return new ImagePixels(image.channels(), image.height(), image.width(), values);
    }
}
