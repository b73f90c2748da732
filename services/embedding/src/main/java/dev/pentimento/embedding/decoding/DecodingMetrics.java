package dev.pentimento.embedding.decoding;

import org.jspecify.annotations.Nullable;

/** What decoding measures. Several threads call. */
public interface DecodingMetrics {
    /** An image with this id came under this record key. */
    void key(byte @Nullable [] key, String imageId);

    /** An image was fetched from its address. */
    void fetched(long nanos);
}
