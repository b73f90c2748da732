package dev.pentimento.tensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.tensors.Tensor.Kind;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TensorTest {
    @Test
    void valuesComeBackInTheirKind() {
        assertThat(Tensor.ofFloats(new float[] {1, 2}, 2).floats()).containsExactly(1, 2);
        assertThat(Tensor.ofDoubles(new double[] {.1}, 1, 1).doubles()).containsExactly(.1);
        assertThat(Tensor.ofLongs(new long[] {Long.MIN_VALUE}).longs()).containsExactly(Long.MIN_VALUE);
        assertThat(Tensor.ofLongs(new long[] {3}).shape())
                .as("a single value has no axes")
                .isEmpty();
    }

    @Test
    void anotherKindIsRefused() {
        Tensor floats = Tensor.ofFloats(new float[2], 2);
        assertThatThrownBy(floats::doubles).hasMessageContaining("F32").hasMessageContaining("F64");
        assertThatThrownBy(floats::longs).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void theBytesMustFillTheShape(Kind kind) {
        ByteBuffer data = ByteBuffer.allocate(6 * kind.bytes());
        assertThat(new Tensor(kind, new long[] {2, 3}, data).shape()).containsExactly(2, 3);
        assertThatThrownBy(() -> new Tensor(kind, new long[] {2, 2}, data))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(kind + "[2, 2]");
        assertThat(Tensor.bytes(kind, new long[] {2, 3})).isEqualTo(6L * kind.bytes());
    }

    @Test
    void aShapeTooLargeForALongIsNoSmallNumber() {
        assertThatThrownBy(() -> Tensor.bytes(Kind.F64, new long[] {1L << 40, 1L << 40}))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void equalTensorsHaveEqualKindShapeAndValues() {
        Tensor tensor = Tensor.ofFloats(new float[] {1, 2}, 2);
        assertThat(tensor)
                .isEqualTo(Tensor.ofFloats(new float[] {1, 2}, 2))
                .hasSameHashCodeAs(Tensor.ofFloats(new float[] {1, 2}, 2))
                .isNotEqualTo(Tensor.ofFloats(new float[] {1, 3}, 2))
                .isNotEqualTo(Tensor.ofFloats(new float[] {1, 2}, 1, 2))
                .isNotEqualTo(Tensor.ofDoubles(new double[] {1, 2}, 2));
    }

    @Test
    void theBytesCannotBeWrittenTo() {
        Tensor tensor = Tensor.ofDoubles(new double[] {1}, 1);
        assertThat(tensor.data().isReadOnly()).isTrue();
        assertThat(tensor.data().getDouble()).as("little-endian").isEqualTo(1);
        long[] shape = tensor.shape();
        shape[0] = 9;
        assertThat(tensor.shape()).containsExactly(1);
    }
}
