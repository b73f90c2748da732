package dev.pentimento.embedding.decoding;

import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.tensors.FloatMatrix;
import java.util.List;
import java.util.Map;

/**
 * The decoded images of one batch of records, in the records' order.
 *
 * @param pixels one matrix for each input shape; its row i is {@code images[i]}
 * @param rejected the records without a usable image
 */
public record ImageBatch(List<DecodedImage> images, Map<ImageShape, FloatMatrix> pixels, List<Rejected> rejected) {}
