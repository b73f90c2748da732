package dev.pentimento.embedding.decoding;

import org.jspecify.annotations.Nullable;

/** What decoding measures. Called by several threads. */
public interface DecodingMetrics {
    /** An image with this id arrived with this record key. */
    void key(byte @Nullable [] key, String imageId);

    /** An image was decoded although its file is damaged or unusual, as its decoder said. */
    void warned();

    /** An image was fetched from its address. */
    void fetched(long nanos);
}
