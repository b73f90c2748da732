package dev.pentimento.evaluation.state;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Keys as bytes. Big-endian, so that a store orders non-negative numbers correctly. */
public final class Bytes {
    private Bytes() {}

    public static byte[] ofInt(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
    }

    public static int toInt(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getInt();
    }

    public static byte[] ofText(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static String toText(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
