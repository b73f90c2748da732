package dev.pentimento.evaluation;

import static dev.pentimento.evaluation.TestStream.BEGIN;
import static dev.pentimento.evaluation.TestStream.vector;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.Comparison;
import dev.pentimento.events.EmbeddedImage;
import dev.pentimento.events.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The correction of these networks takes cats for dogs and dogs for cats. */
class VerdictsAndTheOrderOfLabelsTest {
    @TempDir
    Path state;

    private TestStream stream;
    private int sent;

    private String image(String source, String takenFor, Instant at) {
        String id = "i" + sent++;
        EmbeddedImage image = stream.image(id, source, at, null);
        stream.embed(List.of(image), vector(takenFor));
        return id;
    }

    private Comparison total() {
        return stream.quality().get("v1|all|total").getComparisons().get(0);
    }

    @Test
    void aVerdictIsHeldBackWhileLabelsComeForOneSliceOnly() {
        stream = new TestStream(state);
        String[] right = new String[60];
        for (int i = 0; i < 60; i++) {
            stream.label(image("left", "cat", BEGIN), "dog");
            right[i] = image("right", "cat", BEGIN);
        }
        Comparison held = total();
        assertThat(held.getHelped()).isEqualTo(60);
        assertThat(held.getVerdict()).isEqualTo(Verdict.UNDECIDED);
        assertThat(held.getHeldBack()).isTrue();
        assertThat(held.getHeldBackReason()).contains("HELPS").contains("differ by 50.0 %");
        assertThat(held.getLabelDistance()).isEqualTo(.5);

        for (String id : right) {
            stream.label(id, "dog");
        }
        Comparison given = total();
        assertThat(given.getVerdict()).isEqualTo(Verdict.HELPS);
        assertThat(given.getHeldBack()).isFalse();
        assertThat(given.getHeldBackReason()).isNull();
        assertThat(given.getLabelDistance()).isZero();
        stream.close();
    }

    @Test
    void aVerdictIsHeldBackWhileLabelsComeForOnePredictedClassOnly() {
        stream = new TestStream(state);
        for (int i = 0; i < 60; i++) {
            stream.label(image(null, "cat", BEGIN), "dog");
            image(null, "owl", BEGIN);
        }
        assertThat(total().getHeldBack()).isTrue();
        stream.close();
    }

    @Test
    void imagesAreJudgedInTheirOrderUpToTheLabelHorizon() {
        stream = new TestStream(state, Map.of("evaluation.label.horizon", "PT10M", "evaluation.window", "PT1M"));
        String late = image(null, "cat", BEGIN);
        for (int i = 0; i < 40; i++) {
            stream.label(image(null, "cat", BEGIN.plusSeconds(60)), "dog", BEGIN.plusSeconds(61));
        }
        image(null, "cat", BEGIN.plusSeconds(180));
        assertThat(total().getLabelled()).isZero(); // the first window has an image without a label
        assertThat(total().getAwaitingTurn()).isEqualTo(40);
        assertThat(stream.quality().get("v1|all|total").getLabelled()).isEqualTo(40);

        stream = stream.restarted();
        image(null, "cat", BEGIN.plusSeconds(720)); // the horizon of all but this window has passed
        Comparison judged = total();
        assertThat(judged.getLabelled()).isEqualTo(40);
        assertThat(judged.getAwaitingTurn()).isZero();
        assertThat(judged.getCompared()).isEqualTo(41);

        stream.label(late, "cat", BEGIN.plusSeconds(721)); // what is later than the horizon counts when it comes
        assertThat(total().getHurt()).isEqualTo(1);
        stream.close();
    }

    @Test
    void aWindowWhoseImagesAllHaveLabelsNeedNotWaitForTheHorizon() {
        stream = new TestStream(state, Map.of("evaluation.label.horizon", "P1D", "evaluation.window", "PT1M"));
        for (int i = 0; i < 30; i++) {
            stream.label(image(null, "cat", BEGIN), "dog", BEGIN.plusSeconds(1));
        }
        image(null, "cat", BEGIN.plusSeconds(60));
        stream.pass(Duration.ofSeconds(1));
        assertThat(total().getVerdict()).isEqualTo(Verdict.HELPS);
        stream.close();
    }
}
