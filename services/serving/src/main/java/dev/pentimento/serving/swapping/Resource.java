package dev.pentimento.serving.swapping;

/** Something that holds native memory until it is closed. */
public interface Resource extends AutoCloseable {
    /** Frees the native memory. The resource must not be used afterwards. */
    @Override
    void close();
}
