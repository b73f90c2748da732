package dev.pentimento.it.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes PNG files chunk by chunk, right or wrong. */
public final class PngFile {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    PngFile() {
        bytes.writeBytes(SIGNATURE);
    }

    /** The chunk that says how large the image is, and how it is stored. */
    PngFile header(int width, int height, int depth, int colour, int interlace) {
        return chunk(
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put((byte) depth)
                        .put((byte) colour)
                        .put((byte) 0)
                        .put((byte) 0)
                        .put((byte) interlace)
                        .array());
    }

    PngFile chunk(String type, byte[] data) {
        CRC32 crc = new CRC32();
        crc.update(type.getBytes(ISO_8859_1));
        crc.update(data);
        return chunk(type, data.length, data, (int) crc.getValue());
    }

    /** A chunk that may lie about its length and its checksum. */
    PngFile chunk(String type, int length, byte[] data, int crc) {
        bytes.writeBytes(ByteBuffer.allocate(4).putInt(length).array());
        bytes.writeBytes(type.getBytes(ISO_8859_1));
        bytes.writeBytes(data);
        bytes.writeBytes(ByteBuffer.allocate(4).putInt(crc).array());
        return this;
    }

    byte[] end() {
        return chunk("IEND", new byte[0]).unfinished();
    }

    byte[] unfinished() {
        return bytes.toByteArray();
    }

    /**
     * A file of a very large image. It is deflated row by row. If it says that it is interlaced, its size is true and its data
     * are not.
     *
     * @param colour 2 for RGB, 6 for RGBA
     */
    public static byte[] ofOneColour(int width, int height, int bits, int colour, boolean interlaced) {
        byte[] row = new byte[1 + width * (colour == 6 ? 4 : 3) * bits / 8];
        Arrays.fill(row, 1, row.length, (byte) 0x40);
        Deflater deflater = new Deflater();
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        byte[] part = new byte[1 << 16];
        for (int y = 0; y < height; y++) {
            deflater.setInput(row);
            while (!deflater.needsInput()) {
                data.write(part, 0, deflater.deflate(part));
            }
        }
        deflater.finish();
        drain(deflater, data);
        return new PngFile()
                .header(width, height, bits, colour, interlaced ? 1 : 0)
                .chunk("IDAT", data.toByteArray())
                .end();
    }

    private static void drain(Deflater deflater, ByteArrayOutputStream out) {
        byte[] part = new byte[8192];
        while (!deflater.finished()) {
            out.write(part, 0, deflater.deflate(part));
        }
        deflater.end();
    }

    /** Rows of samples, with one byte for the filter before each, compressed. */
    static byte[] deflated(byte[] rows) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        deflater.setInput(rows);
        deflater.finish();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        drain(deflater, out);
        return out.toByteArray();
    }
}
