package dev.pentimento.trainer.retraining;

import dev.pentimento.events.EmbeddingBatch;
import dev.pentimento.platform.kafka.Received;
import dev.pentimento.platform.kafka.RecordFetch;
import dev.pentimento.platform.kafka.RecordFetch.Place;
import dev.pentimento.tensors.FloatMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Reads embeddings by their positions in {@code embeddings}. */
final class LabelledEmbeddings {
    private final RecordFetch<Received<EmbeddingBatch>> log;
    private final String topic;

    /**
     * @param log closed by the caller
     * @param topic name of {@code embeddings} in this installation
     */
    LabelledEmbeddings(RecordFetch<Received<EmbeddingBatch>> log, String topic) {
        this.log = log;
        this.topic = topic;
    }

    /**
     * @param embeddings n×d
     * @param positions of its rows; those whose batch is no longer in the log are missing
     */
    record Fetched(FloatMatrix embeddings, List<LabelledPosition> positions) {}

    /**
     * @param wanted in the order of their positions, all from one encoder
     * @param cancelled once true, the embeddings read so far are returned
     */
    Fetched fetch(List<LabelledPosition> wanted, int dimensions, BooleanSupplier cancelled) {
        Map<Place, List<LabelledPosition>> byPlace =
                wanted.stream().collect(Collectors.groupingBy(each -> new Place(each.partition(), each.offset())));
        List<float[]> rows = new ArrayList<>();
        List<LabelledPosition> positions = new ArrayList<>();
        log.fetch(topic, byPlace.keySet(), cancelled, (place, batch) -> {
            List<LabelledPosition> here = byPlace.getOrDefault(place, List.of());
            batch.event()
                    .flatMap(found -> vectors(found, here, dimensions))
                    .ifPresent(vectors -> here.stream()
                            .filter(each -> each.index() < vectors.rows())
                            .forEach(each -> {
                                rows.add(vectors.row(each.index()));
                                positions.add(each);
                            }));
            return true;
        });
        return new Fetched(FloatMatrix.ofRows(rows.toArray(new float[0][]), dimensions), List.copyOf(positions));
    }

    private static Optional<FloatMatrix> vectors(EmbeddingBatch batch, List<LabelledPosition> here, int dimensions) {
        return batch.getSections().stream()
                .filter(section -> section.getDimensions() == dimensions
                        && section.getEncoderId().equals(here.get(0).encoderId()))
                .findFirst()
                .map(section -> FloatMatrix.fromLittleEndian(section.getVectors(), dimensions));
    }
}
