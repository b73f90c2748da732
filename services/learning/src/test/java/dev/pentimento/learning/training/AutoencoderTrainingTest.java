package dev.pentimento.learning.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.inference.Encoder;
import dev.pentimento.learning.inference.Networks;
import dev.pentimento.learning.network.SigmoidEncoder;
import dev.pentimento.tensors.FloatMatrix;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Stripes at random places on 12×12 pixels. */
class AutoencoderTrainingTest {
    private static final ImageShape INPUT = ImageShape.plain(1, 12, 12);
    private static final int DIMENSIONS = 8;

    @Test
    void itLearnsToReconstructAndItsEmbeddingsLieBetweenZeroAndOneAndTellImagesApart() {
        List<TrainingProgress.Report> reports = new ArrayList<>();
        NetworkFile file = train(1, reports);

        assertThat(reports).hasSize(6).allMatch(report -> report.phase().equals("autoencoder"));
        assertThat(reports.get(5).validation()).isLessThan(0.8 * reports.get(0).validation());
        try (Encoder encoder = Networks.loadEncoder(file, INPUT, ComputeDevice.CPU)) {
            FloatMatrix embeddings = encoder.embed(stripes(50, 3));
            assertThat(embeddings.columns()).isEqualTo(DIMENSIONS);
            for (float value : embeddings.values()) {
                assertThat(value).isBetween(0f, 1f);
            }
            assertThat(Moments.of(embeddings).deviation()[0]).isGreaterThan(0.01f);
        }
    }

    @Test
    void theSameSeedGivesTheSameBytes() {
        assertThat(train(1, new ArrayList<>())).isEqualTo(train(1, new ArrayList<>()));
        assertThat(train(1, new ArrayList<>())).isNotEqualTo(train(2, new ArrayList<>()));
    }

    private static NetworkFile train(long seed, List<TrainingProgress.Report> reports) {
        TrainingContext context = new TrainingContext(ComputeDevice.CPU, reports::add, InstantSource.system());
        EncoderSettings settings = new EncoderSettings(DIMENSIONS, 6, 16, 3e-3, 0, 0, 6, 0);
        return new AutoencoderTraining(SigmoidEncoder.forInput(INPUT, DIMENSIONS), settings, context)
                .train(stripes(300, 1), stripes(60, 2), seed);
    }

    private static FloatMatrix stripes(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count * 144];
        for (int image = 0; image < count; image++) {
            boolean rows = random.nextBoolean();
            int place = random.nextInt(12);
            for (int i = 0; i < 12; i++) {
                values[image * 144 + (rows ? place * 12 + i : i * 12 + place)] = 1;
            }
        }
        return new FloatMatrix(count, 144, values);
    }
}
