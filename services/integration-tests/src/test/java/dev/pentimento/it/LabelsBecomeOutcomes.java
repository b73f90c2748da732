package dev.pentimento.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.Label;
import dev.pentimento.events.Outcome;
import dev.pentimento.events.Prediction;
import dev.pentimento.it.CommittedLog.Entry;
import dev.pentimento.it.CommittedLog.Place;
import dev.pentimento.platform.kafka.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The guarantee that each change of an image's label is one outcome, counted on from the first, whichever came earlier,
 * the image or its label. It follows the labels in the order of their topic; where an id came more than once they
 * belong to the last image.
 */
record LabelsBecomeOutcomes(CommittedLog log, List<String> classes) {
    private record Told(
            Place image,
            String id,
            int revision,
            @Nullable String before,
            @Nullable String after) {}

    void holds() {
        Map<String, Prediction> latest = latestOfEachId(log.events(Topic.PREDICTIONS, Prediction.class));
        Map<String, Told> state = new HashMap<>();
        List<Told> expected = new ArrayList<>();
        for (Entry<Label> entry : log.usable(Topic.LABELS, Label.class)) {
            Label label = entry.event();
            Prediction prediction = latest.get(label.getImageId());
            boolean known = label.getLabel() == null || classes.contains(label.getLabel());
            Told before = state.get(label.getImageId());
            String now = before == null ? null : before.after();
            if (prediction != null && known && !Objects.equals(now, label.getLabel())) {
                int revision = before == null ? 1 : before.revision() + 1;
                Told told = new Told(
                        EveryImageJudgedOnce.image(prediction), label.getImageId(), revision, now, label.getLabel());
                state.put(label.getImageId(), told);
                expected.add(told);
            }
        }
        List<Told> found = new ArrayList<>();
        for (Entry<Outcome> entry : log.events(Topic.OUTCOMES, Outcome.class)) {
            Outcome outcome = entry.event();
            found.add(told(outcome));
            Prediction prediction = latest.get(outcome.getImageId());
            assertThat(entry.key()).isEqualTo(outcome.getImageId());
            assertThat(outcome.getModelVersion()).isEqualTo(prediction.getModelVersion());
            assertThat(outcome.getOriginal().getLabel())
                    .isEqualTo(prediction.getOriginal().getLabel());
            assertThat(outcome.getCorrected().getLabel())
                    .isEqualTo(prediction.getCorrected().getLabel());
        }
        assertThat(found).as("outcomes").containsExactlyInAnyOrderElementsOf(expected);
    }

    private static Told told(Outcome outcome) {
        return new Told(
                new Place(outcome.getImage().getPartition(), outcome.getImage().getOffset()),
                outcome.getImageId(),
                outcome.getLabelRevision(),
                outcome.getPreviousLabel(),
                outcome.getLabel());
    }

    /** Images of one id stand in one partition, as their producers key them by it. */
    static Map<String, Prediction> latestOfEachId(List<Entry<Prediction>> predictions) {
        Map<String, Prediction> latest = new HashMap<>();
        for (Entry<Prediction> entry : predictions) {
            latest.merge(
                    entry.event().getImageId(),
                    entry.event(),
                    (a, b) -> a.getImage().getOffset() > b.getImage().getOffset() ? a : b);
        }
        return latest;
    }
}
