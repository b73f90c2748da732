package dev.pentimento.learning.image.header;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a WebP file (RFC 9649) that make its image or, of an animation, its first frame.
 *
 * @param width of the canvas
 * @param height of the canvas
 * @param left of the frame on the canvas
 * @param top of the frame on the canvas
 * @param lossless whether it is stored without loss
 * @param opaque whether it has no transparency
 * @param opacity of a lossy image that has transparency
 * @param orientation by its Exif data
 * @param file a WebP file of the frame alone, without profiles, opacity and other data
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record WebpParts(
        int width,
        int height,
        int left,
        int top,
        int frameWidth,
        int frameHeight,
        boolean lossless,
        boolean opaque,
        @Nullable Opacity opacity,
        Orientation orientation,
        byte[] file) {
    private static final int FILE_HEADER = 12;
    private static final int CHUNK_HEADER = 8;
    private static final int FRAME_HEADER = 16;
    /** A bit among the sides of a lossless image. */
    static final int HAS_OPACITY = 1 << 28;

    private static final int FLAGS_OF_LOSSLESS = FILE_HEADER + CHUNK_HEADER + 4;

    /** @throws IOException saying what is missing or does not fit */
    public static WebpParts of(byte[] content) throws IOException {
        Map<String, Chunk> chunks = chunks(content, FILE_HEADER, content.length);
        Chunk extended = chunks.get("VP8X");
        Chunk animation = chunks.get("ANMF");
        Chunk exif = chunks.get("EXIF");
        Orientation orientation =
                exif == null ? Orientation.UPRIGHT : Orientation.ofExif(content, exif.start, exif.end);
        if (animation == null) {
            Frame frame = Frame.of(chunks);
            int width = extended == null ? frame.width : 1 + extended.number(4, 3);
            int height = extended == null ? frame.height : 1 + extended.number(7, 3);
            return frame.on(width, height, 0, 0, orientation);
        }
        if (extended == null) {
            throw new IOException("it is an animation without a canvas");
        }
        Frame frame = Frame.of(chunks(content, animation.start + FRAME_HEADER, animation.end));
        return frame.on(
                1 + extended.number(4, 3),
                1 + extended.number(7, 3),
                2 * animation.number(0, 3),
                2 * animation.number(3, 3),
                orientation);
    }

    /** The first chunk of each type; those that the file does not contain in full are left out. */
    private static Map<String, Chunk> chunks(byte[] content, int start, int end) {
        Map<String, Chunk> chunks = new LinkedHashMap<>();
        long at = start;
        while (at + CHUNK_HEADER <= end) {
            Chunk chunk = Chunk.at(content, (int) at);
            if (chunk.end <= end && chunk.end >= chunk.start) {
                chunks.putIfAbsent(chunk.type(), chunk);
            }
            long length = chunk.length();
            at += CHUNK_HEADER + length + (length & 1);
        }
        return chunks;
    }

    private record Chunk(byte[] content, int start, int end) {
        static Chunk at(byte[] content, int at) {
            int start = at + CHUNK_HEADER;
            long length =
                    ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).getInt(at + 4) & 0xffffffffL;
            return new Chunk(content, start, (int) Math.min(Integer.MAX_VALUE, start + length));
        }

        byte[] data() {
            return Arrays.copyOfRange(content, start, end);
        }

        String type() {
            return new String(content, start - CHUNK_HEADER, 4, StandardCharsets.ISO_8859_1);
        }

        long length() {
            return ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).getInt(start - 4) & 0xffffffffL;
        }

        int number(int at, int bytes) throws IOException {
            if (start + at + bytes > end) {
                throw new IOException("its chunk " + type().strip() + " ends early");
            }
            int number = 0;
            for (int i = bytes - 1; i >= 0; i--) {
                number = number << 8 | content[start + at + i] & 0xff;
            }
            return number;
        }
    }

    private record Frame(
            int width,
            int height,
            boolean lossless,
            boolean opaque,
            @Nullable Opacity opacity,
            byte[] file) {
        static Frame of(Map<String, Chunk> chunks) throws IOException {
            Chunk lossless = chunks.get("VP8L");
            if (lossless != null) {
                int sides = lossless.number(1, 4);
                int width = 1 + (sides & 0x3fff);
                int height = 1 + (sides >>> 14 & 0x3fff);
                boolean opaque = (sides & HAS_OPACITY) == 0;
                byte[] file = WebpParts.file("VP8L", lossless.data());
                file[FLAGS_OF_LOSSLESS] |=
                        (byte) (HAS_OPACITY >>> 24); // the reader then stores it, as transformations need it
                return new Frame(width, height, true, opaque, null, file);
            }
            Chunk lossy = chunks.get("VP8 ");
            if (lossy == null) {
                throw new IOException("it has no image that lies within the file");
            }
            if ((lossy.number(0, 1) & 1) != 0 || lossy.number(3, 3) != 0x2a019d) {
                throw new IOException("its image does not begin with a key frame");
            }
            int width = lossy.number(6, 2) & 0x3fff;
            int height = lossy.number(8, 2) & 0x3fff;
            Chunk alpha = chunks.get("ALPH");
            Opacity opacity = alpha == null || alpha.start == alpha.end
                    ? null
                    : Opacity.of(alpha.content, alpha.start, alpha.end, width, height);
            return new Frame(width, height, false, opacity == null, opacity, WebpParts.file("VP8 ", lossy.data()));
        }

        WebpParts on(int canvasWidth, int canvasHeight, int left, int top, Orientation orientation) throws IOException {
            if ((long) left + width > canvasWidth || (long) top + height > canvasHeight) {
                throw new IOException("its image of " + width + " x " + height + " pixels lies outside its canvas of "
                        + canvasWidth + " x " + canvasHeight);
            }
            return new WebpParts(
                    canvasWidth, canvasHeight, left, top, width, height, lossless, opaque, opacity, orientation, file);
        }
    }

    /** A WebP file with one chunk, whose data is made of these parts. */
    static byte[] file(String type, byte[]... data) {
        int length = 0;
        for (byte[] part : data) {
            length += part.length;
        }
        ByteBuffer file = ByteBuffer.allocate(FILE_HEADER + CHUNK_HEADER + length + (length & 1))
                .order(ByteOrder.LITTLE_ENDIAN);
        file.put("RIFF".getBytes(StandardCharsets.ISO_8859_1)).putInt(file.capacity() - CHUNK_HEADER);
        file.put(("WEBP" + type).getBytes(StandardCharsets.ISO_8859_1)).putInt(length);
        for (byte[] part : data) {
            file.put(part);
        }
        return file.array();
    }
}
