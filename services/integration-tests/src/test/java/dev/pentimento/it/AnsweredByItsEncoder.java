package dev.pentimento.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.EmbeddingBatch;
import dev.pentimento.events.EmbeddingPosition;
import dev.pentimento.events.EmbeddingSection;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Prediction;
import dev.pentimento.it.CommittedLog.Entry;
import dev.pentimento.it.CommittedLog.Place;
import dev.pentimento.platform.kafka.Topic;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The guarantee that an embedding is judged only by networks that were made for its encoder, a former champion's too. */
record AnsweredByItsEncoder(CommittedLog log) {
    void holds() {
        Map<String, String> encoders = new HashMap<>();
        log.latest(Topic.MODEL_VERSIONS, ModelVersion.class)
                .forEach(each ->
                        encoders.put(each.getVersion(), each.getEncoderFile().getSha256()));
        Map<Place, Set<String>> sections = new HashMap<>();
        for (Entry<EmbeddingBatch> entry : log.events(Topic.EMBEDDINGS, EmbeddingBatch.class)) {
            Set<String> ids = new HashSet<>();
            for (EmbeddingSection section : entry.event().getSections()) {
                ids.add(section.getEncoderId());
            }
            sections.put(entry.place(), ids);
        }
        for (Entry<Prediction> entry : log.events(Topic.PREDICTIONS, Prediction.class)) {
            Prediction prediction = entry.event();
            EmbeddingPosition at = prediction.getEmbedding();
            Set<String> made = sections.get(new Place(at.getPartition(), at.getOffset()));
            Set<String> used = new HashSet<>(Set.of(encoders.get(prediction.getModelVersion())));
            prediction.getCandidates().forEach(each -> used.add(encoders.get(each.getModelVersion())));
            assertThat(made).as("encoders of the embedding of %s", entry.key()).containsAll(used);
        }
    }

    /** How many images each version has answered, as champion. */
    Map<String, Long> answers() {
        Map<String, Long> answers = new HashMap<>();
        List<Entry<Prediction>> predictions = log.events(Topic.PREDICTIONS, Prediction.class);
        predictions.forEach(each -> answers.merge(each.event().getModelVersion(), 1L, Long::sum));
        return answers;
    }
}
