package dev.pentimento.learning.image.file;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes PNG files of every kind, row by row, so that tests can have very large ones. */
public final class PngWriter {
    private static final int[][] PASSES = {
        {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
    };

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private final int width;
    private final int height;
    private final int bitsOfAPixel;
    private final boolean interlaced;

    public PngWriter(int width, int height, int bits, int colour, boolean interlaced) {
        this.width = width;
        this.height = height;
        this.bitsOfAPixel = bits * new int[] {1, 0, 3, 1, 2, 0, 4}[colour];
        this.interlaced = interlaced;
        file.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
        header.put((byte) bits).put((byte) colour).put((byte) 0).put((byte) 0).put((byte) (interlaced ? 1 : 0));
        chunk("IHDR", header.array());
    }

    public PngWriter chunk(String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 checksum = new CRC32();
        checksum.update(name);
        checksum.update(data);
        file.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        file.writeBytes(name);
        file.writeBytes(data);
        file.writeBytes(ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array());
        return this;
    }

    /** Every row is the same byte; the file is a thousandth of the image. */
    public byte[] uniform(byte value) {
        return finish(
                row -> {
                    Arrays.fill(row, value);
                    row[0] = 0;
                },
                Integer.MAX_VALUE);
    }

    /** Random bytes with filters of every kind, in chunks of 100 bytes. */
    public byte[] random(Random random) {
        return finish(
                row -> {
                    random.nextBytes(row);
                    row[0] = (byte) random.nextInt(5);
                },
                100);
    }

    private byte[] finish(Consumer<byte[]> rows, int largestChunk) {
        Deflater deflater = new Deflater(6);
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        byte[] part = new byte[1 << 16];
        for (int[] pass : interlaced ? PASSES : new int[][] {{0, 0, 1, 1}}) {
            int pixels = (width - pass[0] + pass[2] - 1) / pass[2];
            if (pixels <= 0) {
                continue;
            }
            byte[] row = new byte[1 + (int) (((long) pixels * bitsOfAPixel + 7) / 8)];
            for (int y = pass[1]; y < height; y += pass[3]) {
                rows.accept(row);
                deflater.setInput(row);
                while (!deflater.needsInput()) {
                    data.write(part, 0, deflater.deflate(part));
                }
            }
        }
        deflater.finish();
        while (!deflater.finished()) {
            data.write(part, 0, deflater.deflate(part));
        }
        deflater.end();
        byte[] all = data.toByteArray();
        for (int at = 0; at < all.length; at += Math.min(largestChunk, all.length - at)) {
            chunk("IDAT", Arrays.copyOfRange(all, at, at + Math.min(largestChunk, all.length - at)));
        }
        return chunk("IEND", new byte[0]).file.toByteArray();
    }
}
