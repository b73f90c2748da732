package dev.pentimento.evaluation;

import static dev.pentimento.evaluation.TestStream.BEGIN;
import static dev.pentimento.evaluation.TestStream.CLASSES;
import static dev.pentimento.evaluation.TestStream.ENCODER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.DriftWindow;
import dev.pentimento.events.EmbeddedImage;
import dev.pentimento.events.Harm;
import dev.pentimento.events.HarmBasis;
import dev.pentimento.events.HarmFinding;
import dev.pentimento.serving.judges.LoadedVersion;
import dev.pentimento.serving.judges.Reference;
import dev.pentimento.tensors.FloatMatrix;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels through the whole topology: half of the images are labelled, at first rightly answered, then wrongly, then rightly again. */
class HarmInTheStreamTest {
    private static final int BATCH = 40;
    private static final int ROUNDS = 30;

    @TempDir
    Path state;

    private final Reference reference = TestReference.make();

    private TestStream ready(TestStream stream) {
        stream.versions.swap(LoadedVersion.of("v1", ENCODER, CLASSES, new FakeJudge(3, true), reference), List.of());
        return stream;
    }

    /** @param restartEvery rounds; 0: never */
    private List<Harm> told(String name, int restartEvery) {
        TestStream stream = ready(new TestStream(state.resolve(name)));
        Random random = new Random(3);
        List<Harm> told = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            FloatMatrix embeddings = TestReference.embeddings(random, BATCH, 0);
            int[] answers = embeddings.argMax();
            boolean wrong = round >= 10 && round < 20;
            List<EmbeddedImage> images = new ArrayList<>();
            for (int i = 0; i < BATCH; i++) {
                images.add(stream.image("i" + (round * BATCH + i), null, BEGIN.plusSeconds(10L * round), null));
            }
            int before = stream.drift().size();
            stream.embed(images, Map.of(ENCODER, embeddings));
            for (int i = 0; i < BATCH; i += 2) {
                int label = (answers[i] + (wrong ? 1 : 0)) % CLASSES.size();
                stream.label("i" + (round * BATCH + i), CLASSES.get(label), BEGIN.plusSeconds(10L * round));
            }
            stream.pass(Duration.ofSeconds(1));
            stream.drift().subList(before, stream.drift().size()).stream()
                    .filter(window -> window.getSlice().equals("all"))
                    .map(DriftWindow::getHarm)
                    .forEach(told::add);
            if (restartEvery > 0 && round % restartEvery == restartEvery - 1) {
                stream = ready(stream.restarted());
            }
        }
        stream.close();
        return told;
    }

    private static List<String> states(List<Harm> told) {
        return told.stream()
                .map(harm -> harm.getAlarm() == null
                        ? "none"
                        : harm.getAlarm().getId() + " " + harm.getAlarm().getState() + " " + harm.getFinding())
                .distinct()
                .toList();
    }

    @Test
    void harmIsToldOnceAndItsEndOnce() {
        List<Harm> told = told("whole", 0);
        assertThat(states(told))
                .containsExactly("none", "0123456789ab-harm-1 RAISED HARMFUL", "0123456789ab-harm-1 RESOLVED UNKNOWN");
        Harm last = told.get(told.size() - 1);
        assertThat(last.getAlarm().getBasis()).isEqualTo(HarmBasis.LABELS);
        assertThat(last.getAlarm().getRaisedAt()).isBetween(BEGIN.plusSeconds(100), BEGIN.plusSeconds(130));
        assertThat(last.getAlarm().getResolvedAt()).isBetween(BEGIN.plusSeconds(200), BEGIN.plusSeconds(270));
        assertThat(last.getLimit()).isBetween(0.5, 0.7);
        assertThat(told.get(0).getFinding()).isEqualTo(HarmFinding.UNKNOWN);
    }

    @Test
    void aRestartChangesNothing() {
        List<Harm> whole = told("whole", 0);
        List<Harm> restarted = told("restarted", 3);
        assertThat(states(restarted)).isEqualTo(states(whole));
        assertThat(restarted.get(restarted.size() - 1)).isEqualTo(whole.get(whole.size() - 1));
    }
}
