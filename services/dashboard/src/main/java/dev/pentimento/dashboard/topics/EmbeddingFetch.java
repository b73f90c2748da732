package dev.pentimento.dashboard.topics;

import dev.pentimento.dashboard.images.MapPoint;
import dev.pentimento.events.EmbeddingBatch;
import dev.pentimento.events.EmbeddingSection;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Patience;
import dev.pentimento.platform.kafka.Received;
import dev.pentimento.platform.kafka.RecordFetch;
import dev.pentimento.platform.kafka.RecordFetch.Place;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.tensors.FloatMatrix;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads the embeddings of images at their positions in the log, and leaves out those not found in time. */
final class EmbeddingFetch {
    private final ServiceContext context;
    private final Duration patience;
    private final List<MapPoint> found = new ArrayList<>();
    private final List<float[]> vectors = new ArrayList<>();

    EmbeddingFetch(ServiceContext context, Duration patience) {
        this.context = context;
        this.patience = patience;
    }

    /** @param embeddings n×d, in the order of the points */
    record Fetched(FloatMatrix embeddings, List<MapPoint> points) {}

    Fetched fetch(List<MapPoint> wanted, int dimensions) {
        Map<Place, List<MapPoint>> byPlace = wanted.stream()
                .collect(Collectors.groupingBy(each ->
                        new Place(each.vector().partition(), each.vector().offset())));
        try (RecordFetch<Received<EmbeddingBatch>> log = context.readers()
                .fetch("dashboard-embeddings", Map.of(), EmbeddingBatch.class, Patience.of(patience))) {
            log.fetch(context.topics().name(Topic.EMBEDDINGS), byPlace.keySet(), (place, batch) -> {
                batch.event().ifPresent(each -> take(each, byPlace.getOrDefault(place, List.of()), dimensions));
                return true;
            });
        }
        return new Fetched(FloatMatrix.ofRows(vectors.toArray(new float[0][]), dimensions), List.copyOf(found));
    }

    private void take(EmbeddingBatch batch, List<MapPoint> points, int dimensions) {
        for (EmbeddingSection section : batch.getSections()) {
            FloatMatrix matrix = FloatMatrix.fromLittleEndian(section.getVectors(), section.getDimensions());
            for (MapPoint point : points) {
                if (matrix.columns() == dimensions && isOf(batch, section, point)) {
                    found.add(point);
                    vectors.add(matrix.row(point.vector().index()));
                }
            }
        }
    }

    /** After a topic has been recreated, another image's embedding may be at this position. */
    private static boolean isOf(EmbeddingBatch batch, EmbeddingSection section, MapPoint point) {
        int index = point.vector().index();
        return section.getEncoderId().equals(point.vector().encoder())
                && index < batch.getImages().size()
                && batch.getImages().get(index).getId().equals(point.imageId());
    }
}
