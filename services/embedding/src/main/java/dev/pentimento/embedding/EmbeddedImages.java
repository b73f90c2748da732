package dev.pentimento.embedding;

import dev.pentimento.statistics.FloatMatrix;
import java.util.List;
import java.util.Map;

/**
 * What came of one pass.
 *
 * @param vectors one matrix for each encoder that answered, by its id; row i is {@code images[i]}
 */
record EmbeddedImages(List<DecodedImage> images, Map<String, FloatMatrix> vectors) {}
