package dev.pentimento.learning.image.file;

import java.io.IOException;
import java.util.Arrays;

/**
 * The first frame of a GIF file, on its screen: what the frame does not cover is black. A frame that extends beyond the
 * screen enlarges it. Comments and application extensions are removed before the file is passed to Java's
 * reader, which copies a comment again for every 255 bytes.
 */
final class GifFile extends ImageFile {
    private static final int SCREEN = 6;
    private static final int HEADER = 13;
    private static final int EXTENSION = 0x21;
    private static final int GRAPHIC_CONTROL = 0xf9;
    private static final int FRAME = 0x2c;
    private static final int TRANSPARENCY_BYTES = 8;

    private final byte[] content;
    private final byte[] frame;
    private final int left;
    private final int top;
    private final int frameWidth;
    private final int frameHeight;

    /** @param at position of the frame's descriptor in {@code content} */
    private GifFile(byte[] content, byte[] frame, int at) throws IOException {
        super(
                ImageFormat.GIF,
                Math.max(little(content, SCREEN), little(content, at + 1) + little(content, at + 5)),
                Math.max(little(content, SCREEN + 2), little(content, at + 3) + little(content, at + 7)),
                3);
        this.content = content;
        this.frame = frame;
        this.left = little(content, at + 1);
        this.top = little(content, at + 3);
        this.frameWidth = little(content, at + 5);
        this.frameHeight = little(content, at + 7);
        if (frameWidth < 1 || frameHeight < 1) {
            throw new IOException("its frame is " + frameWidth + " x " + frameHeight + " pixels");
        }
    }

    static GifFile of(byte[] content) throws IOException {
        int control = -1;
        int at = HEADER + colours(content, 10);
        int start = at;
        while (at + 1 < content.length && content[at] == EXTENSION) {
            if ((content[at + 1] & 0xff) == GRAPHIC_CONTROL) {
                control = at;
            }
            at = afterBlocks(content, at + 2);
        }
        if (at + 9 >= content.length || content[at] != FRAME) {
            throw new IOException("it has no frame");
        }
        return new GifFile(content, withFrame(content, start, control, at), at);
    }

    private static byte[] withFrame(byte[] content, int start, int control, int frame) {
        int kept = control < 0 ? 0 : TRANSPARENCY_BYTES;
        byte[] image = Arrays.copyOf(content, start + kept + content.length - frame);
        System.arraycopy(content, Math.max(0, control), image, start, kept);
        System.arraycopy(content, frame, image, start + kept, content.length - frame);
        return image;
    }

    /** Size in bytes of the palette that these flags declare. */
    private static int colours(byte[] content, int flagsAt) throws IOException {
        if (flagsAt >= content.length) {
            throw new IOException("it ends early");
        }
        int flags = content[flagsAt] & 0xff;
        return (flags & 0x80) == 0 ? 0 : 3 << (flags & 7) + 1;
    }

    private static int afterBlocks(byte[] content, int first) {
        int at = first;
        while (at < content.length && content[at] != 0) {
            at += 1 + (content[at] & 0xff);
        }
        return at + 1;
    }

    private static int little(byte[] content, int at) {
        return content[at] & 0xff | (content[at + 1] & 0xff) << 8;
    }

    @Override
    public long bytes() {
        return (long) frameWidth * frameHeight + frame.length + (long) width() * Integer.BYTES;
    }

    @Override
    String details() {
        return "a palette of 8 bits";
    }

    @Override
    byte[] content() {
        return content;
    }

    @Override
    void readRows(RowTarget target, Stopwatch stopwatch) throws IOException {
        ImageReaders.read(ImageFormat.GIF, frame, stopwatch, reader -> {
            PixelRows rows = StoredRows.of(reader.read(0));
            ImageReaders.requireSize(rows, frameWidth, frameHeight, channels());
            rows.copyTo(new ScreenRows(target, stopwatch, width(), height(), left, top, frameHeight));
        });
    }
}
