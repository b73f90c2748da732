package dev.pentimento.evaluation.harness;

import dev.pentimento.learning.data.corruption.Corruption;
import dev.pentimento.learning.image.ImagePixels;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;

/** Changes of images that nothing was chosen with, besides those of {@link Corruption}. */
final class Changes {
    private Changes() {}

    static UnaryOperator<ImagePixels> of(Corruption corruption, int strength) {
        Random random = new Random(7);
        return image -> corruption.apply(image, strength, random);
    }

    static UnaryOperator<ImagePixels> gamma(double gamma) {
        return image -> each(image, value -> Math.pow(value, gamma));
    }

    /** Some pixels black, as many white. */
    static UnaryOperator<ImagePixels> saltAndPepper(double share) {
        Random random = new Random(7);
        return image -> each(image, value -> random.nextDouble() < share ? (random.nextBoolean() ? 1 : 0) : value);
    }

    static UnaryOperator<ImagePixels> inverted() {
        return image -> each(image, value -> 1 - value);
    }

    /** A share of the images is inverted. */
    static UnaryOperator<ImagePixels> inverted(double share) {
        Random random = new Random(7);
        return image -> random.nextDouble() < share ? inverted().apply(image) : image;
    }

    /** Every pixel is random. */
    static UnaryOperator<ImagePixels> whiteNoise() {
        Random random = new Random(7);
        return image -> each(image, value -> random.nextDouble());
    }

    /** A black square anywhere, with this share of the image's side. */
    static UnaryOperator<ImagePixels> occluded(double share) {
        Random random = new Random(7);
        return image -> {
            int side = (int) (share * image.width());
            int top = random.nextInt(image.height() + 1 - side);
            int left = random.nextInt(image.width() + 1 - side);
            float[] values = image.values().clone();
            for (int y = top; y < top + side; y++) {
                Arrays.fill(values, y * image.width() + left, y * image.width() + left + side, 0);
            }
            return new ImagePixels(1, image.height(), image.width(), values);
        };
    }

    /** Moved in a random direction by this share of the side. */
    static UnaryOperator<ImagePixels> shifted(double share) {
        Random random = new Random(7);
        return image -> {
            double angle = 2 * Math.PI * random.nextDouble();
            double down = share * image.height() * Math.sin(angle);
            double right = share * image.width() * Math.cos(angle);
            float[] values = new float[image.values().length];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) bilinear(image, i / image.width() - down, i % image.width() - right);
            }
            return new ImagePixels(1, image.height(), image.width(), values);
        };
    }

    private static double bilinear(ImagePixels image, double y, double x) {
        double sum = 0;
        for (int corner = 0; corner < 4; corner++) {
            int row = (int) Math.floor(y) + corner / 2;
            int column = (int) Math.floor(x) + corner % 2;
            if (row >= 0 && row < image.height() && column >= 0 && column < image.width()) {
                double weight = (1 - Math.abs(y - row)) * (1 - Math.abs(x - column));
                sum += weight * image.values()[row * image.width() + column];
            }
        }
        return sum;
    }

    /** A Gaussian blur of any strength. */
    static ImagePixels blur(ImagePixels image, double deviation) {
        if (deviation < 0.05) {
            return image;
        }
        int reach = (int) Math.ceil(4 * deviation);
        double[] kernel = new double[2 * reach + 1];
        double sum = 0;
        for (int i = -reach; i <= reach; i++) {
            kernel[i + reach] = Math.exp(-i * i / (2 * deviation * deviation));
            sum += kernel[i + reach];
        }
        int side = image.width();
        float[] across = new float[side * side];
        float[] both = new float[side * side];
        for (int pass = 0; pass < 2; pass++) {
            float[] from = pass == 0 ? image.values() : across;
            float[] to = pass == 0 ? across : both;
            int step = pass == 0 ? 1 : side;
            for (int y = 0; y < side; y++) {
                for (int x = 0; x < side; x++) {
                    int along = pass == 0 ? x : y;
                    double value = 0;
                    for (int k = -reach; k <= reach; k++) {
                        int at = Math.max(0, Math.min(side - 1, along + k));
                        value += kernel[k + reach] * from[y * side + x + (at - along) * step];
                    }
                    to[y * side + x] = (float) (value / sum);
                }
            }
        }
        return new ImagePixels(1, side, side, both);
    }

    static UnaryOperator<ImagePixels> jpeg(float quality) {
        return image -> {
            try {
                return throughJpeg(image, quality);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    private static ImagePixels throughJpeg(ImagePixels image, float quality) throws IOException {
        BufferedImage grey = new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < image.values().length; i++) {
            grey.getRaster().setSample(i % image.width(), i / image.width(), 0, Math.round(255 * image.values()[i]));
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var out = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(quality);
            writer.setOutput(out);
            writer.write(null, new IIOImage(grey, null, null), param);
        } finally {
            writer.dispose();
        }
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(bytes.toByteArray()));
        float[] values = new float[image.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = read.getRaster().getSample(i % image.width(), i / image.width(), 0) / 255f;
        }
        return new ImagePixels(1, image.height(), image.width(), values);
    }

    private static ImagePixels each(ImagePixels image, DoubleUnaryOperator change) {
        float[] values = image.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.max(0, Math.min(1, change.applyAsDouble(values[i])));
        }
        return new ImagePixels(1, image.height(), image.width(), values);
    }
}
