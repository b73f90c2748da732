package dev.pentimento.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.DeadLetter;
import dev.pentimento.events.EmbeddedImage;
import dev.pentimento.events.EmbeddingBatch;
import dev.pentimento.events.Prediction;
import dev.pentimento.it.CommittedLog.Entry;
import dev.pentimento.it.CommittedLog.Place;
import dev.pentimento.platform.kafka.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The guarantee that each record of {@code images} ends in one prediction or in one dead letter, never in none, in two
 * or in both, and that a prediction leads back to its image and to its embedding.
 */
record EveryImageJudgedOnce(CommittedLog log) {
    void holds() {
        Map<Place, ConsumerRecord<byte[], byte[]>> images = new HashMap<>();
        log.records(Topic.IMAGES).forEach(record -> images.put(Place.of(record), record));
        List<Entry<Prediction>> predictions = log.events(Topic.PREDICTIONS, Prediction.class);
        List<Place> judged =
                predictions.stream().map(entry -> image(entry.event())).toList();
        once(judged, "images with a prediction");
        List<Place> refused = refused();
        once(refused, "images with a dead letter");
        List<Place> told = new ArrayList<>(judged);
        told.addAll(refused);
        Set<Place> either = once(told, "images with prediction or dead letter");
        assertThat(either.size()).as("images with prediction or dead letter").isEqualTo(images.size());
        assertThat(either.equals(images.keySet()))
                .as("whether these are the images that were sent")
                .isTrue();
        predictions.forEach(entry -> leadsBack(entry, images.get(image(entry.event()))));
        embeddingsAreFound(predictions);
    }

    /** With sets, as there may be many. */
    private static Set<Place> once(List<Place> places, String what) {
        Set<Place> different = new HashSet<>(places);
        assertThat(places.size()).as("%s, each once", what).isEqualTo(different.size());
        return different;
    }

    private List<Place> refused() {
        return log.events(Topic.DEAD_LETTERS, DeadLetter.class).stream()
                .map(Entry::event)
                .filter(letter -> letter.getTopic().equals("images"))
                .map(letter -> new Place(letter.getPartition(), letter.getOffset()))
                .toList();
    }

    private static void leadsBack(Entry<Prediction> entry, ConsumerRecord<byte[], byte[]> image) {
        Prediction prediction = entry.event();
        assertThat(prediction.getImageId()).isEqualTo(entry.key()).isEqualTo(new String(image.key(), UTF_8));
        assertThat(List.of(entry.timestamp(), prediction.getImageTimestamp().toEpochMilli()))
                .as("timestamps of the prediction of " + entry.key())
                .containsOnly(image.timestamp());
    }

    private void embeddingsAreFound(List<Entry<Prediction>> predictions) {
        Map<Place, EmbeddingBatch> batches = new HashMap<>();
        log.events(Topic.EMBEDDINGS, EmbeddingBatch.class).forEach(entry -> batches.put(entry.place(), entry.event()));
        for (Entry<Prediction> entry : predictions) {
            Prediction prediction = entry.event();
            var at = prediction.getEmbedding();
            EmbeddingBatch batch = batches.get(new Place(at.getPartition(), at.getOffset()));
            assertThat(batch).as("batch with the embedding of " + entry.key()).isNotNull();
            EmbeddedImage embedded = batch.getImages().get(at.getIndex());
            assertThat(embedded.getId()).isEqualTo(prediction.getImageId());
            assertThat(new Place(batch.getImagePartition(), embedded.getOffset()))
                    .isEqualTo(image(prediction));
            assertThat(at.getPartition()).as("partition of image and embedding").isEqualTo(batch.getImagePartition());
        }
    }

    static Place image(Prediction prediction) {
        return new Place(
                prediction.getImage().getPartition(), prediction.getImage().getOffset());
    }
}
