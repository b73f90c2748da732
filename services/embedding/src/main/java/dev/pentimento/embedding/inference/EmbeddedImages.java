package dev.pentimento.embedding.inference;

import dev.pentimento.embedding.decoding.DecodedImage;
import dev.pentimento.embedding.decoding.Rejected;
import dev.pentimento.tensors.FloatMatrix;
import java.util.List;
import java.util.Map;

/**
 * The embeddings of a batch of records.
 *
 * @param vectors one matrix for each encoder that answered, by its id; row i is {@code images[i]}
 * @param rejected the records without an embedding
 */
public record EmbeddedImages(List<DecodedImage> images, Map<String, FloatMatrix> vectors, List<Rejected> rejected) {
    /** The number of records that gave this result. */
    public int records() {
        return images.size() + rejected.size();
    }
}
