package dev.pentimento.learning.image.file;

import javax.imageio.stream.ImageInputStreamImpl;

/** Bytes as the input of Java's readers, without a copy. Counts the bytes that are read. */
class BytesInput extends ImageInputStreamImpl {
    /** Decoding a byte takes about as long as that many bytes of pixels. */
    static final int WORK = 16;

    private final byte[] content;
    private final Stopwatch stopwatch;
    private final int work;

    /** @param work of a byte, as the stopwatch counts it */
    BytesInput(byte[] content, Stopwatch stopwatch, int work) {
        this.content = content;
        this.stopwatch = stopwatch;
        this.work = work;
    }

    @Override
    public int read() {
        bitOffset = 0;
        if (streamPos >= content.length) {
            return -1;
        }
        stopwatch.count(work);
        return content[(int) streamPos++] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) {
        bitOffset = 0;
        if (length == 0) {
            return 0;
        }
        if (streamPos >= content.length) {
            return -1;
        }
        int read = (int) Math.min(length, content.length - streamPos);
        stopwatch.count((long) work * read);
        System.arraycopy(content, (int) streamPos, to, offset, read);
        streamPos += read;
        return read;
    }

    @Override
    public long length() {
        return content.length;
    }
}
