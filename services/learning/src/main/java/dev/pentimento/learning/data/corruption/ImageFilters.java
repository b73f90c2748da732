package dev.pentimento.learning.data.corruption;

import dev.pentimento.learning.image.ImagePixels;
import java.util.Arrays;
import java.util.Random;

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
        double centreY = (image.height() - 1) / 2.0;
        double centreX = (image.width() - 1) / 2.0;
        float[] rotated = new float[image.values().length];
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                double fromX = centreX + cosine * (x - centreX) - sine * (y - centreY);
                double fromY = centreY + sine * (x - centreX) + cosine * (y - centreY);
                for (int channel = 0; channel < image.channels(); channel++) {
                    rotated[(channel * image.height() + y) * image.width() + x] =
                            bilinear(image, channel, fromY, fromX);
                }
            }
        }
        return with(image, rotated);
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
