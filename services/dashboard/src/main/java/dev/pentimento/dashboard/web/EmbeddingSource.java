package dev.pentimento.dashboard.web;

import dev.pentimento.dashboard.state.MapPoint;
import dev.pentimento.events.ModelVersion;
import java.util.List;

/** Where embeddings come from, which the page asks for seldom. */
public interface EmbeddingSource {
    /** A training image on the map, with its class. */
    record Placed(String label, float x, float y) {}

    /** One image's embedding before ({@code original}) or after the correction ({@code corrected}). */
    record Row(String imageId, int partition, long offset, String arm, List<Float> embedding) {}

    /** @param rows both arms of every image that is still in the log */
    record Sample(int dimensions, List<Row> rows) {}

    /**
     * The backdrop of the map: images that the version was trained from.
     *
     * @return empty: the version came without
     * @throws EmbeddingsUnavailableException saying why they cannot be had
     */
    List<Placed> reference(ModelVersion version);

    /**
     * Embeddings of images, and what the version's correction makes of them.
     *
     * @param points all embedded by the version's encoder
     * @throws EmbeddingsUnavailableException saying why they cannot be had
     */
    Sample sample(ModelVersion version, List<MapPoint> points);
}
