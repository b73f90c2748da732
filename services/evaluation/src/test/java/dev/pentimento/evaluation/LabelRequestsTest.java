package dev.pentimento.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.Comparison;
import dev.pentimento.events.LabelRequest;
import dev.pentimento.events.LabelUse;
import dev.pentimento.events.Outcome;
import dev.pentimento.events.Prediction;
import dev.pentimento.events.QualityWindow;
import dev.pentimento.events.RequestReason;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelRequestsTest {
    private static final int IMAGES = 400;
    private static final Map<String, String> ON = Map.of(
            "evaluation.label.requests.per.hour", "36000",
            "evaluation.label.requests.share", "0.3",
            "topic.partitions", "1");

    @TempDir
    private Path state;

    /** Every fifth image is a flip. */
    private static void send(TestStream stream, int from, int to) {
        for (int i = from; i < to; i++) {
            Instant time = TestStream.BEGIN.plusMillis(50L * i);
            stream.embed(
                    List.of(TestStream.image("i" + i, i, time)),
                    TestStream.vector(TestStream.CLASSES.get(i % 5 == 0 ? 0 : 2)));
        }
    }

    private static QualityWindow total(TestStream stream) {
        return stream.quality().get("v1|all|total");
    }

    @Test
    void requestsAreThoseOfARecountAndBothReasonsOccur() {
        try (TestStream stream = new TestStream(state, ON)) {
            send(stream, 0, IMAGES);

            List<LabelRequest> requests = stream.labelRequests();
            RequestsMatchRecount.check(
                    stream.predictions(), requests, stream.settings.requests().budget());
            assertThat(requests).extracting(LabelRequest::getReason).contains(RequestReason.FLIP, RequestReason.SAMPLE);
            assertThat(requests.size()).isLessThan(IMAGES / 3);
            assertThat(requests).allSatisfy(request -> {
                assertThat(request.getClasses()).isEqualTo(TestStream.CLASSES);
                assertThat(request.getModelVersion()).isEqualTo("v1");
                assertThat(request.getExpiresAt())
                        .isEqualTo(time(request, stream).plus(Duration.ofDays(30)));
            });
        }
    }

    private static Instant time(LabelRequest request, TestStream stream) {
        return stream.predictions().stream()
                .filter(each -> each.getImageId().equals(request.getImageId()))
                .map(Prediction::getImageTimestamp)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theSameImagesAreDrawnAfterARestart() {
        List<LabelRequest> whole;
        try (TestStream stream = new TestStream(state.resolve("whole"), ON)) {
            send(stream, 0, IMAGES);
            whole = List.copyOf(stream.labelRequests());
        }
        LastingStores stores = new LastingStores();
        List<LabelRequest> parts = new ArrayList<>();
        for (int part = 0; part < 4; part++) {
            try (TestStream stream = new TestStream(state.resolve("part"), ON, stores)) {
                send(stream, part * IMAGES / 4, (part + 1) * IMAGES / 4);
                parts.addAll(stream.labelRequests());
            }
        }

        assertThat(whole).isNotEmpty();
        assertThat(parts).isEqualTo(whole);
    }

    @Test
    void withoutTheSettingNothingIsRequested() {
        try (TestStream stream = new TestStream(state)) {
            send(stream, 0, IMAGES);

            assertThat(stream.labelRequests()).isEmpty();
        }
    }

    @Test
    void anAnswerCountsApartFromLabelsThatNobodyRequested() {
        try (TestStream stream = new TestStream(state, ON)) {
            send(stream, 0, IMAGES);
            LabelRequest flip = stream.labelRequests().stream()
                    .filter(each -> each.getReason() == RequestReason.FLIP)
                    .findFirst()
                    .orElseThrow();
            String taken = TestStream.CLASSES.get(0);

            stream.answer(flip.getImageId(), taken);
            stream.pass(Duration.ofSeconds(1));

            Outcome outcome = stream.outcomes().get(0);
            assertThat(outcome.getLabelUse()).isEqualTo(LabelUse.REQUESTED);
            assertThat(outcome.getDrawing()).isEqualTo(flip.getDrawing());
            Comparison comparison = total(stream).getComparisons().get(0);
            assertThat(comparison.getLabelled()).isZero();
            assertThat(total(stream).getLabelled()).isZero();
            assertThat(comparison.getRequested().getDrawn())
                    .isEqualTo(stream.labelRequests().size());
            assertThat(comparison.getRequested().getAnswered()).isEqualTo(1);
            assertThat(comparison.getRequested().getHurt()).isEqualTo(1);
            assertThat(comparison.getDifference()).isNotNull();
            assertThat(total(stream).getArms().get(0).getRequested().getAccuracy())
                    .isEqualTo(1);

            // When somebody labels the image anyway, that counts as if there were no requests.
            stream.label(flip.getImageId(), taken);
            stream.pass(Duration.ofSeconds(1));

            assertThat(stream.outcomes().get(1).getLabelUse()).isEqualTo(LabelUse.UNREQUESTED);
            comparison = total(stream).getComparisons().get(0);
            assertThat(comparison.getLabelled()).isEqualTo(1);
            assertThat(comparison.getHurt()).isEqualTo(1);
            assertThat(comparison.getRequested().getAnswered()).isEqualTo(1);

            // When both are changed, both qualities follow, and no evidence.
            stream.label(flip.getImageId(), TestStream.CLASSES.get(2));
            stream.pass(Duration.ofSeconds(1));

            assertThat(total(stream).getArms().get(0).getAccuracy()).isZero();
            assertThat(total(stream).getArms().get(0).getRequested().getAccuracy())
                    .isZero();
            assertThat(total(stream).getComparisons().get(0).getRequested().getHurt())
                    .isEqualTo(1);
        }
    }

    @Test
    void aLabelThatAnswersNoRequestCountsLikeAnyOther() {
        try (TestStream stream = new TestStream(state, ON)) {
            send(stream, 0, 5); // nothing is drawn yet
            stream.answer("i0", TestStream.CLASSES.get(1));
            stream.pass(Duration.ofSeconds(1));

            assertThat(stream.outcomes().get(0).getLabelUse()).isEqualTo(LabelUse.NOT_REQUESTED);
            assertThat(stream.outcomes().get(0).getDrawing()).isNull();
            assertThat(total(stream).getComparisons().get(0).getHelped()).isEqualTo(1);
            assertThat(stream.counter("labels.not.requested")).isEqualTo(1);
        }
    }
}
