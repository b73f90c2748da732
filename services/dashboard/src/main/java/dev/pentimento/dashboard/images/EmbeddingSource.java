package dev.pentimento.dashboard.images;

import dev.pentimento.events.Arm;
import dev.pentimento.events.ModelVersion;
import java.util.List;

/** The source of embeddings. The page rarely requests them. */
public interface EmbeddingSource {
    /** A training image on the map, with its class. */
    record Placed(String label, float x, float y) {}

    /** One image's embedding before ({@code original}) or after the correction ({@code corrected}). */
    record Row(String imageId, int partition, long offset, Arm arm, List<Float> embedding) {}

    /** @param rows both arms of every image that is still in the log */
    record Sample(int dimensions, List<Row> rows) {}

    /**
     * The backdrop of the map: images on which the version was trained.
     *
     * @return empty if the version has none
     * @throws EmbeddingsUnavailableException saying why they are not available
     */
    List<Placed> reference(ModelVersion version);

    /**
     * Embeddings of images before and after the version's correction.
     *
     * @param points points that were all embedded by the version's encoder
     * @throws EmbeddingsUnavailableException saying why they are not available
     */
    Sample sample(ModelVersion version, List<MapPoint> points);
}
