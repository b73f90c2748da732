package dev.pentimento.evaluation.quality;

import static dev.pentimento.evaluation.TestStream.CLASSES;
import static dev.pentimento.evaluation.TestStream.ENCODER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.evaluation.opinions.ArmOpinions;
import dev.pentimento.evaluation.opinions.LineUp;
import dev.pentimento.evaluation.opinions.Probabilities;
import dev.pentimento.evaluation.state.Packer;
import dev.pentimento.evaluation.state.Unpacker;
import dev.pentimento.events.Slice;
import dev.pentimento.statistics.verdict.VerdictRule;
import dev.pentimento.tensors.FloatMatrix;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QualityTallyTest {
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void anySplitOverTasksAndAnyOrderOfMergingGivesTheSameBits(long seed) {
        Random random = new Random(seed);
        LineUp lineUp = new LineUp("v1", ENCODER, CLASSES, List.of("c1"));
        List<ArmOpinions> images = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            images.add(new ArmOpinions(chances(random), chances(random), List.of(chances(random))));
        }
        QualityTally whole = new QualityTally(CLASSES);
        List<QualityTally> parts = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            parts.add(new QualityTally(CLASSES));
        }
        for (ArmOpinions image : images) {
            int truth = random.nextInt(3);
            count(whole, lineUp, image, truth);
            count(parts.get(random.nextInt(7)), lineUp, image, truth);
        }
        Collections.shuffle(parts, random);
        QualityTally merged = new QualityTally(CLASSES);
        for (QualityTally part : parts) {
            Packer packer = new Packer();
            part.write(packer);
            merged.merge(QualityTally.read(new Unpacker(packer.toBytes())));
        }
        QualityWindows windows = new QualityWindows(Duration.ofMinutes(1), new VerdictRule(0.05, 0.01));
        QualityKey key = new QualityKey("v1", Slice.ALL, null);
        LabelCoverage labels = new LabelCoverage(List.of(), List.of());
        assertThat(windows.of(key, new RevisedTally(1, 0, merged, null), labels))
                .as("seed " + seed)
                .isEqualTo(windows.of(key, new RevisedTally(1, 0, whole, null), labels));
    }

    private static void count(QualityTally tally, LineUp lineUp, ArmOpinions image, int truth) {
        tally.seen(lineUp, image);
        tally.label(lineUp, image, (truth + 1) % 3);
        tally.evidence(lineUp, image, (truth + 1) % 3);
        tally.unlabel(lineUp, image, (truth + 1) % 3);
        tally.label(lineUp, image, truth);
    }

    private static float[] chances(Random random) {
        float a = random.nextFloat();
        float b = (1 - a) * random.nextFloat();
        return Probabilities.rounded(new FloatMatrix(1, 3, new float[] {a, b, 1 - a - b}))
                .row(0);
    }
}
