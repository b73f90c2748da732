package dev.pentimento.embedding;

import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.statistics.FloatMatrix;
import java.util.List;
import java.util.Map;

/**
 * The usable images of one pass, in the order they came.
 *
 * @param pixels one matrix for each input shape, row i of each being {@code images[i]}
 */
record ImageBatch(List<DecodedImage> images, Map<ImageShape, FloatMatrix> pixels, List<Rejected> rejected) {}
