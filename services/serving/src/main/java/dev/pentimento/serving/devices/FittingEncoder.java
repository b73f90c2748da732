package dev.pentimento.serving.devices;

import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.inference.Encoder;
import dev.pentimento.tensors.FloatMatrix;

/** An encoder on one device, in passes that fit into its memory. */
record FittingEncoder(Encoder encoder, FittingPasses passes) implements Encoder {
    @Override
    public ImageShape input() {
        return encoder.input();
    }

    @Override
    public int dimensions() {
        return encoder.dimensions();
    }

    @Override
    public FloatMatrix embed(FloatMatrix images) {
        return images.rows() == 0 ? encoder.embed(images) : Rows.joined(passes.run(images, encoder::embed));
    }

    @Override
    public void close() {
        encoder.close();
    }
}
