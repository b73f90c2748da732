package dev.pentimento.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pentimento.events.ArmQuality;
import dev.pentimento.events.CandidateOpinion;
import dev.pentimento.events.Comparison;
import dev.pentimento.events.Label;
import dev.pentimento.events.Opinion;
import dev.pentimento.events.Prediction;
import dev.pentimento.events.QualityWindow;
import dev.pentimento.it.CommittedLog.Entry;
import dev.pentimento.platform.kafka.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The guarantee that every window of quality, of all images and of each source, over a while and since the version
 * began, says what anybody can count from predictions and labels. Plain sums that share nothing with the evaluation.
 */
record QualityMatchesRecount(CommittedLog log, List<String> classes, Duration length) {
    private static final Duration MOST_AHEAD = Duration.ofDays(1);
    private static final Duration MOST_BEHIND = Duration.ofDays(365);

    private record Key(
            String version, String slice, @Nullable Instant start) {}

    /** What is known of one image: its labels as they are now, and the first one. */
    private record Counted(
            Prediction prediction,
            @Nullable String label,
            @Nullable String first) {}

    void holds() {
        Map<Key, List<Counted>> expected = recount();
        Map<Key, QualityWindow> found = new HashMap<>();
        for (QualityWindow window : log.latest(Topic.PREDICTION_QUALITY, QualityWindow.class)) {
            found.put(new Key(window.getModelVersion(), window.getSlice(), window.getWindowStart()), window);
        }
        assertThat(found.keySet()).as("windows of quality").containsExactlyInAnyOrderElementsOf(expected.keySet());
        expected.forEach((key, images) -> matches(key, found.get(key), images));
    }

    /** The window of everything since the version began. */
    QualityWindow overall(String version) {
        return log.latest(Topic.PREDICTION_QUALITY, QualityWindow.class).stream()
                .filter(window -> window.getModelVersion().equals(version))
                .filter(window -> window.getSlice().equals("all") && window.getWindowStart() == null)
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing is said of the whole time of version " + version));
    }

    private Map<Key, List<Counted>> recount() {
        List<Entry<Prediction>> predictions = log.events(Topic.PREDICTIONS, Prediction.class);
        Map<String, Prediction> latest = LabelsBecomeOutcomes.latestOfEachId(predictions);
        Map<String, String> now = new HashMap<>();
        Map<String, String> first = new HashMap<>();
        for (Entry<Label> entry : log.usable(Topic.LABELS, Label.class)) {
            Label label = entry.event();
            if (label.getLabel() == null) {
                now.remove(label.getImageId());
            } else if (classes.contains(label.getLabel())) {
                now.put(label.getImageId(), label.getLabel());
                first.putIfAbsent(label.getImageId(), label.getLabel());
            }
        }
        Map<Key, List<Counted>> windows = new HashMap<>();
        for (Entry<Prediction> entry : predictions) {
            Prediction prediction = entry.event();
            boolean mine = latest.get(prediction.getImageId()) == prediction;
            Counted counted = new Counted(
                    prediction,
                    mine ? now.get(prediction.getImageId()) : null,
                    mine ? first.get(prediction.getImageId()) : null);
            keys(prediction)
                    .forEach(key -> windows.computeIfAbsent(key, none -> new ArrayList<>())
                            .add(counted));
        }
        return windows;
    }

    private Instant windowStart(Prediction prediction) {
        Instant time = prediction.getImageTimestamp();
        Instant captured = prediction.getCapturedAt();
        if (captured != null
                && !captured.isAfter(time.plus(MOST_AHEAD))
                && !captured.isBefore(time.minus(MOST_BEHIND))) {
            time = captured;
        }
        return Instant.ofEpochMilli(time.toEpochMilli() - Math.floorMod(time.toEpochMilli(), length.toMillis()));
    }

    private Set<Key> keys(Prediction prediction) {
        Instant start = windowStart(prediction);
        Set<Key> keys = new HashSet<>();
        for (String slice : slices(prediction)) {
            keys.add(new Key(prediction.getModelVersion(), slice, start));
            keys.add(new Key(prediction.getModelVersion(), slice, null));
        }
        return keys;
    }

    private static Set<String> slices(Prediction prediction) {
        return prediction.getSource() == null ? Set.of("all") : Set.of("all", "source=" + prediction.getSource());
    }

    private void matches(Key key, QualityWindow window, List<Counted> images) {
        List<Counted> labelled =
                images.stream().filter(each -> each.label() != null).toList();
        assertThat(window.getImages()).as("images of %s", key).isEqualTo(images.size());
        assertThat(window.getLabelled()).as("labelled images of %s", key).isEqualTo(labelled.size());
        assertThat(window.getClasses()).isEqualTo(classes);
        Set<String> shadows = shadows(images);
        assertThat(window.getArms().subList(0, 2))
                .extracting(ArmQuality::getArm)
                .containsExactly("original", "corrected");
        arm(key, window.getArms().get(0), labelled, Prediction::getOriginal);
        arm(key, window.getArms().get(1), labelled, Prediction::getCorrected);
        assertThat(window.getComparisons()).as("comparisons of %s", key).hasSize(1 + shadows.size());
        for (Comparison comparison : window.getComparisons()) {
            List<Counted> mine = images.stream()
                    .filter(each -> !windowStart(each.prediction()).isBefore(comparison.getEpochStart()))
                    .toList();
            if (comparison.getChallenger().equals("candidate")) {
                String candidate = comparison.getChallengerVersion();
                assertThat(shadows).contains(candidate);
                evidence(key, comparison, mine, Prediction::getCorrected, each -> shadow(each, candidate));
            } else {
                evidence(key, comparison, mine, Prediction::getOriginal, Prediction::getCorrected);
            }
        }
    }

    private static Set<String> shadows(List<Counted> images) {
        Set<String> shadows = new HashSet<>();
        images.forEach(
                each -> each.prediction().getCandidates().forEach(shadow -> shadows.add(shadow.getModelVersion())));
        return shadows;
    }

    private static @Nullable Opinion shadow(Prediction prediction, String candidate) {
        return prediction.getCandidates().stream()
                .filter(each -> each.getModelVersion().equals(candidate))
                .map(CandidateOpinion::getOpinion)
                .findFirst()
                .orElse(null);
    }

    private void arm(Key key, ArmQuality arm, List<Counted> labelled, Function<Prediction, Opinion> opinion) {
        Long[] confusion = new Long[classes.size() * classes.size()];
        Arrays.fill(confusion, 0L);
        int right = 0;
        for (Counted each : labelled) {
            String said = opinion.apply(each.prediction()).getLabel();
            confusion[classes.indexOf(each.label()) * classes.size() + classes.indexOf(said)]++;
            right += said.equals(each.label()) ? 1 : 0;
        }
        assertThat(arm.getConfusion())
                .as("confusion of %s in %s", arm.getArm(), key)
                .containsExactly(confusion);
        if (!labelled.isEmpty()) {
            assertThat(arm.getAccuracy()).isCloseTo((double) right / labelled.size(), within(1e-12));
        }
    }

    /** An image's first label is evidence, whatever becomes of it later; an image without both opinions is none. */
    private static void evidence(
            Key key,
            Comparison comparison,
            List<Counted> images,
            Function<Prediction, Opinion> baseline,
            Function<Prediction, @Nullable Opinion> challenger) {
        long compared = 0;
        long labelled = 0;
        long helped = 0;
        long hurt = 0;
        long flips = 0;
        for (Counted each : images) {
            Opinion opinion = challenger.apply(each.prediction());
            if (opinion == null) {
                continue;
            }
            String before = baseline.apply(each.prediction()).getLabel();
            String after = opinion.getLabel();
            compared++;
            flips += before.equals(after) ? 0 : 1;
            if (each.first() != null) {
                labelled++;
                helped += !before.equals(each.first()) && after.equals(each.first()) ? 1 : 0;
                hurt += before.equals(each.first()) && !after.equals(each.first()) ? 1 : 0;
            }
        }
        assertThat(List.of(
                        comparison.getLabelled(),
                        comparison.getHelped(),
                        comparison.getHurt(),
                        comparison.getFlips(),
                        comparison.getCompared()))
                .as("labelled, helped, hurt, flips and compared of %s and %s", key, comparison.getChallengerVersion())
                .containsExactly(labelled, helped, hurt, flips, compared);
    }
}
