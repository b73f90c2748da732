package dev.pentimento.benchmarks.workload;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/** A picture of shapes with noise over it, so that its JPEG has about as many bytes as that of a photograph. */
final class ShapesImage {
    private static final int SIDE = 224;
    private static final int SHAPES = 24;
    private static final int NOISE = 24;
    private static final float HUE_RANGE = 0.3f;
    private static final float COLD = 0.5f;

    private ShapesImage() {}

    /** @param warm whether the shapes are red to yellow, or else blue to violet */
    static byte[] jpeg(boolean warm, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = image.createGraphics();
        for (int shape = 0; shape < SHAPES; shape++) {
            float hue = (warm ? 0 : COLD) + HUE_RANGE * (float) random.nextDouble();
            canvas.setColor(Color.getHSBColor(hue, (float) random.nextDouble(), (float) random.nextDouble()));
            int width = 1 + random.nextInt(SIDE);
            int height = 1 + random.nextInt(SIDE);
            int x = random.nextInt(SIDE) - width / 2;
            int y = random.nextInt(SIDE) - height / 2;
            if (random.nextBoolean()) {
                canvas.fillOval(x, y, width, height);
            } else {
                canvas.fillRect(x, y, width, height);
            }
        }
        canvas.dispose();
        addNoise(image, random);
        return encoded(image);
    }

    private static void addNoise(BufferedImage image, SplittableRandom random) {
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                Color colour = new Color(image.getRGB(x, y));
                int change = random.nextInt(2 * NOISE + 1) - NOISE;
                image.setRGB(
                        x,
                        y,
                        new Color(
                                        within(colour.getRed() + change),
                                        within(colour.getGreen() + change),
                                        within(colour.getBlue() + change))
                                .getRGB());
            }
        }
    }

    private static int within(int value) {
        return Math.max(0, Math.min(255, value));
    }

    private static byte[] encoded(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, "jpeg", bytes)) {
                throw new IllegalStateException("this Java has no writer for JPEG");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
