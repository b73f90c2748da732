package dev.pentimento.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pentimento.events.Opinion;
import dev.pentimento.events.Prediction;
import dev.pentimento.events.QualityWindow;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The guarantee that windows say what anybody may count from predictions and labels. It shares nothing with the
 * evaluation: plain sums over the events.
 */
public record QualityMatchesRecount(List<Prediction> predictions, List<Given> labels) {
    /** A label as it was produced, in the order of the topic. */
    record Given(String imageId, String label) {}

    public void holdsFor(QualityWindow window, Function<Prediction, Boolean> inside) {
        Map<String, String> now = new HashMap<>();
        Map<String, String> first = new HashMap<>();
        for (Given given : labels) {
            now.put(given.imageId(), given.label());
            if (given.label() != null) {
                first.putIfAbsent(given.imageId(), given.label());
            }
        }
        List<Prediction> mine = predictions.stream().filter(inside::apply).toList();
        assertThat(window.getImages()).isEqualTo(mine.size());
        List<Prediction> labelled =
                mine.stream().filter(each -> now.get(each.getImageId()) != null).toList();
        assertThat(window.getLabelled()).isEqualTo(labelled.size());
        arm(window, 0, labelled, now, Prediction::getOriginal);
        arm(window, 1, labelled, now, Prediction::getCorrected);
        evidence(window, mine, first);
        assertThat(everyImageOnce()).isTrue();
    }

    private boolean everyImageOnce() {
        Set<String> places = new HashSet<>();
        return predictions.stream().allMatch(each -> places.add(each.getImage().toString()));
    }

    private static void arm(
            QualityWindow window,
            int arm,
            List<Prediction> labelled,
            Map<String, String> now,
            Function<Prediction, Opinion> opinion) {
        List<String> classes = window.getClasses();
        long[] confusion = new long[classes.size() * classes.size()];
        double logLoss = 0;
        double right = 0;
        for (Prediction prediction : labelled) {
            Opinion said = opinion.apply(prediction);
            int truth = classes.indexOf(now.get(prediction.getImageId()));
            confusion[truth * classes.size() + classes.indexOf(said.getLabel())]++;
            right += said.getLabel().equals(now.get(prediction.getImageId())) ? 1 : 0;
            double sum = said.getProbabilities().stream()
                    .mapToDouble(Float::doubleValue)
                    .sum();
            logLoss -= Math.log(said.getProbabilities().get(truth) / sum);
        }
        var found = window.getArms().get(arm);
        assertThat(found.getConfusion().stream().mapToLong(Long::longValue).toArray())
                .isEqualTo(confusion);
        if (!labelled.isEmpty()) {
            assertThat(found.getAccuracy()).isCloseTo(right / labelled.size(), within(1e-12));
            assertThat(found.getLogLoss()).isCloseTo(logLoss / labelled.size(), within(1e-6));
        }
    }

    private static void evidence(QualityWindow window, List<Prediction> images, Map<String, String> first) {
        var comparison = window.getComparisons().get(0);
        List<Prediction> mine = images.stream()
                .filter(each -> ofEpoch(each, comparison.getEpochStart()))
                .toList();
        List<String> classes = window.getClasses();
        long[][] byClass = new long[3][classes.size()];
        for (Prediction prediction : mine) {
            String truth = first.get(prediction.getImageId());
            if (truth != null) {
                int of = classes.indexOf(truth);
                boolean before = prediction.getOriginal().getLabel().equals(truth);
                boolean after = prediction.getCorrected().getLabel().equals(truth);
                byClass[0][of]++;
                byClass[1][of] += after && !before ? 1 : 0;
                byClass[2][of] += before && !after ? 1 : 0;
            }
        }
        assertThat(List.of(comparison.getLabelledByClass(), comparison.getHelpedByClass(), comparison.getHurtByClass()))
                .isEqualTo(Stream.of(byClass)
                        .map(counts -> LongStream.of(counts).boxed().toList())
                        .toList());
        assertThat(List.of(comparison.getLabelled(), comparison.getHelped(), comparison.getHurt()))
                .isEqualTo(Stream.of(byClass)
                        .map(counts -> LongStream.of(counts).sum())
                        .toList());
        assertThat(comparison.getCompared()).isEqualTo(mine.size());
    }

    /** An epoch begins with a window, so an image belongs to it from that moment on. */
    private static boolean ofEpoch(Prediction prediction, Instant start) {
        Instant captured = prediction.getCapturedAt();
        Instant time = captured == null ? prediction.getImageTimestamp() : captured;
        return !time.isBefore(start);
    }
}
