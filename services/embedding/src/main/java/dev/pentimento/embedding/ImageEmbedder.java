package dev.pentimento.embedding;

import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.inference.Encoder;
import dev.pentimento.statistics.FloatMatrix;

/**
 * An encoder in use, with its name. It counts its users: who serves with it holds a share, and the last to give one
 * back frees the native memory.
 */
final class ImageEmbedder {
    private final String encoderId;
    private final Encoder encoder;
    private int shares = 1;

    /** The maker holds the first share. */
    ImageEmbedder(String encoderId, Encoder encoder) {
        this.encoderId = encoderId;
        this.encoder = encoder;
    }

    /** SHA-256 of the encoder's file. */
    String encoderId() {
        return encoderId;
    }

    ImageShape input() {
        return encoder.input();
    }

    int dimensions() {
        return encoder.dimensions();
    }

    /** n×{@code input().size()} → n×dimensions. */
    FloatMatrix embed(FloatMatrix images) {
        return encoder.embed(images);
    }

    synchronized ImageEmbedder share() {
        if (shares == 0) {
            throw new IllegalStateException("encoder " + encoderId + " is closed");
        }
        shares++;
        return this;
    }

    synchronized void giveBack() {
        if (--shares == 0) {
            encoder.close();
        }
    }
}
