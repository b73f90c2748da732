package dev.pentimento.learning.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UploadTest {

    @Test
    void aPartOfAnArrayFillsATensor() {
        float[] values = {0, 1, 2, 3, 4, 5, 6};
        try (NDManager manager = TorchEngine.newManager(ComputeDevice.CPU)) {
            NDArray part = Upload.create(manager, values, 1, new Shape(2, 2));
            values[2] = 9; // the tensor has memory of its own

            assertThat(part.get(1).toFloatArray()).containsExactly(3, 4);
            assertThat(part.get(0).toFloatArray()).containsExactly(1, 2);
            assertThat(Upload.scalar(part, 7).getFloat()).isEqualTo(7);
            assertThat(Upload.create(manager, new float[0], new Shape(0, 3)).size())
                    .isZero();
            assertThatThrownBy(() -> Upload.create(manager, values, new Shape(2, 3)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("7 values do not fill (2, 3)");
        }
    }

    @Test
    void aFactorOutlivesAGarbageCollectionBetweenForwardAndBackward() {
        try (NDManager manager = TorchEngine.newManager(ComputeDevice.CPU);
                GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            NDArray x = Upload.create(manager, new float[] {1, 2}, new Shape(2));
            x.setRequiresGradient(true);
            List<NDArray> products = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                products.add(x.mul(Upload.scalar(x, 3)));
            }
            NDArray sum = products.get(0);
            for (NDArray product : products.subList(1, products.size())) {
                sum = sum.add(product);
            }

            collectGarbage();
            List<ByteBuffer> squatters = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                squatters.add(ByteBuffer.allocateDirect(4).putInt(0, i));
            }
            collector.backward(sum.sum());

            assertThat(squatters).hasSize(1_000);
            assertThat(x.getGradient().toFloatArray()).containsExactly(1_500, 1_500);
        }
    }

    private static void collectGarbage() {
        WeakReference<Object> canary = new WeakReference<>(new Object());
        while (canary.get() != null) {
            System.gc();
        }
    }
}
