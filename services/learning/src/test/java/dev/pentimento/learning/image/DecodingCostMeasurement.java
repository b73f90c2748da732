package dev.pentimento.learning.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Prints CPU time per image on one thread; docs/explanation/performance.md has the figures. */
class DecodingCostMeasurement {
    private static final int IMAGES = 16;
    private static final int ROUNDS = 5;
    private static final long ROUND_NANOS = 1_000_000_000;
    private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
    private static final float[] DEVIATION = {0.229f, 0.224f, 0.225f};

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    @ParameterizedTest(name = "{0} {1}x{2} to {4}x{5}x{5}")
    @CsvSource({
        "jpeg, 500, 375, 3, 3, 224",
        "jpeg, 224, 224, 1, 3, 224",
        "png, 28, 28, 1, 1, 28",
        "png, 224, 224, 1, 1, 224",
        "png, 224, 224, 3, 3, 224"
    })
    void decoding(String format, int width, int height, int bands, int channels, int side) throws Exception {
        byte[][] files = new byte[IMAGES][];
        for (int i = 0; i < files.length; i++) {
            files[i] = file(format, scene(width, height, bands, new Random(i)));
        }
        ImageShape shape =
                channels == 1 ? ImageShape.plain(1, side, side) : new ImageShape(channels, side, side, MEAN, DEVIATION);
        ImageDecoder decoder = new ImageDecoder(shape);
        float[] batch = new float[files.length * shape.size()];
        micros(decoder, files, batch);
        float[] first = batch.clone();
        double[] micros = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            micros[round] = micros(decoder, files, batch);
        }
        Arrays.sort(micros);
        assertThat(batch).isEqualTo(first);
        System.out.printf(
                "%s %d x %d of %d band(s), %d bytes, to %d x %d x %d: %.1f us (%.1f to %.1f)%n",
                format,
                width,
                height,
                bands,
                files[0].length,
                channels,
                side,
                side,
                micros[ROUNDS / 2],
                micros[0],
                micros[ROUNDS - 1]);
    }

    private double micros(ImageDecoder decoder, byte[][] files, float[] batch) throws Exception {
        long begin = threads.getCurrentThreadCpuTime();
        long images = 0;
        while (threads.getCurrentThreadCpuTime() - begin < ROUND_NANOS) {
            for (int i = 0; i < files.length; i++) {
                decoder.decode(files[i], batch, i * decoder.shape().size());
            }
            images += files.length;
        }
        return (threads.getCurrentThreadCpuTime() - begin) / 1e3 / images;
    }

    /** Shapes of all sizes with some noise, so that files are about as large as those of photographs. */
    private static BufferedImage scene(int width, int height, int bands, Random random) {
        BufferedImage scene = new BufferedImage(
                width, height, bands == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = scene.createGraphics();
        for (int i = 0; i < 20 + width * height / 800; i++) {
            int size = 3 + random.nextInt(Math.max(4, width / 8));
            graphics.setColor(new Color(random.nextInt(256), random.nextInt(256), random.nextInt(256), 128));
            graphics.fillOval(random.nextInt(width) - size / 2, random.nextInt(height) - size / 2, size, size);
        }
        graphics.dispose();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int noise = random.nextInt(9);
                scene.setRGB(x, y, scene.getRGB(x, y) ^ (noise << 16 | noise << 8 | noise));
            }
        }
        return scene;
    }

    private static byte[] file(String format, BufferedImage image) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        if (format.equals("jpeg")) {
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(0.9f);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream output = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(output);
            writer.write(null, new IIOImage(image, null, null), parameters);
        }
        writer.dispose();
        return bytes.toByteArray();
    }
}
