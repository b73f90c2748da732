package dev.pentimento.serving.swapping;

/** Something that holds native memory until it is closed. */
public interface Resource extends AutoCloseable {
    /** Frees the native memory. Nobody may use it afterwards. */
    @Override
    void close();
}
