package dev.pentimento.learning.network;

import dev.pentimento.learning.image.ImageShape;

/** Images to embeddings: n×(c·h·w) or n×c×h×w pixels in 0..1 → n×dimensions. */
public sealed interface EncoderArchitecture extends Architecture permits ConvolutionalEncoder, SigmoidEncoder {
    ImageShape input();

    int dimensions();
}
