package dev.pentimento.serving.encoders;

import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.inference.Encoder;
import dev.pentimento.serving.faults.Trial;
import dev.pentimento.serving.swapping.Resource;
import dev.pentimento.tensors.FloatMatrix;

/**
 * An encoder with its name.
 *
 * @param id as in {@code VersionIds}
 */
public record LoadedEncoder(String id, Encoder encoder) implements Resource {
    private static final int SHOWN = 12;

    /** The images that it accepts. */
    public ImageShape input() {
        return encoder.input();
    }

    /** n×{@code input().size()} → n×dimensions. */
    public FloatMatrix embed(FloatMatrix images) {
        return encoder.embed(images);
    }

    /** The images that it embedded when it was loaded: if it fails on them now, no image is at fault. */
    public Trial trial() {
        return new Trial("encoder " + id.substring(0, Math.min(SHOWN, id.length())), encoder::tryOut);
    }

    @Override
    public void close() {
        encoder.close();
    }
}
