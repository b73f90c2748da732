package dev.pentimento.learning.inference;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.device.Precision;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.network.GoldenNetworks;
import dev.pentimento.learning.network.Network;
import dev.pentimento.tensors.FloatMatrix;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class NativeMemoryTest {

    @Test
    void aCallLeavesNoArrayBehind() {
        try (Network network = Network.load(GoldenNetworks.file("classifier"), ComputeDevice.CPU)) {
            Forward forward = Forward.of("classifier", network, Precision.FLOAT32);
            NDManager own = network.weights().newScratch().getParentManager();
            int before = own.getManagedArrays().size();
            for (int i = 0; i < 50; i++) {
                forward.run(InferenceTest.random(9, 7, i), new ai.djl.ndarray.types.Shape(7), 4);
            }

            assertThat(own.getManagedArrays()).hasSize(before);
        }
    }

    @Test
    void aCallAllocatesNoDirectBuffer() {
        ImageShape input = ImageShape.plain(3, 9, 14);
        FloatMatrix images = InferenceTest.random(300, input.size(), 1);
        try (Encoder encoder = Networks.loadEncoder(GoldenNetworks.file("encoder"), input, ComputeDevice.CPU)) {
            encoder.embed(images);
            long before = directBytes();
            for (int i = 0; i < 100; i++) {
                encoder.embed(images);
            }

            assertThat(directBytes() - before).isLessThan(10L * images.values().length * Float.BYTES);
        }
    }

    private static long directBytes() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getTotalCapacity)
                .sum();
    }
}
