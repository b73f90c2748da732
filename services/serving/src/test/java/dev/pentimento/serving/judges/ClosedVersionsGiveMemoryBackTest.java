package dev.pentimento.serving.judges;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.inference.Networks;
import dev.pentimento.learning.network.MlpClassifier;
import dev.pentimento.learning.network.Network;
import dev.pentimento.serving.NativeMemory;
import dev.pentimento.tensors.FloatMatrix;
import dev.pentimento.tensors.Tensor;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The networks of a version lie outside Java's heap: nobody collects them, they are closed. */
class ClosedVersionsGiveMemoryBackTest {
    private static final int DIMENSIONS = 2_048;
    private static final int HIDDEN = 2_048;
    private static final int SWAPS = 80;
    /** Each version has 16 MB: were none closed, it would be 1,280. */
    private static final long MOST_GROWTH = 700;

    @Test
    void memoryStaysTheSameHoweverOftenVersionsAreSwapped() throws Exception {
        NativeMemory.assumeKnown();
        NetworkFile file = file();
        try (ServingVersions serving = new ServingVersions(InstantSource.system())) {
            swap(serving, file, 0);
            long before = NativeMemory.mebibytes();
            for (int i = 1; i <= SWAPS; i++) {
                swap(serving, file, i);
            }
            assertThat(NativeMemory.mebibytes() - before)
                    .as("growth outside the heap in MiB")
                    .isLessThan(MOST_GROWTH);
        }
    }

    /** Every other version has another encoder, so that a former one is kept beside it for a while. */
    private static void swap(ServingVersions serving, NetworkFile file, int number) throws InterruptedException {
        String encoder = "encoder " + number % 2;
        HeadsJudge judge = new HeadsJudge(Networks.loadHeads(file, null, DIMENSIONS, 2, ComputeDevice.CPU));
        LoadedVersion version = LoadedVersion.of("version " + number, encoder, List.of("a", "b"), judge, null);
        Lease old = number == 0 ? null : lease(serving, "encoder " + (number + 1) % 2);
        serving.swap(version, List.of());
        if (old != null) {
            old.champion().judge().judge(new FloatMatrix(1, DIMENSIONS, new float[DIMENSIONS]));
            old.close();
        }
        if (number % 10 == 0) {
            System.gc(); // what the heap has to give back is not what this is about
        }
    }

    private static Lease lease(ServingVersions serving, String encoder) throws InterruptedException {
        return serving.lease(Set.of(encoder), Duration.ZERO).orElseThrow();
    }

    private static NetworkFile file() {
        MlpClassifier classifier = new MlpClassifier(DIMENSIONS, List.of(HIDDEN), 2, 0f);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        classifier.tensors().forEach(spec -> {
            long[] shape = spec.shape().getShape();
            tensors.put(
                    spec.name(),
                    Tensor.ofFloats(new float[Math.toIntExact(spec.shape().size())], shape));
        });
        return Network.file(classifier, tensors);
    }
}
