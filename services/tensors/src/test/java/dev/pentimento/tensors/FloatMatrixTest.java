package dev.pentimento.tensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FloatMatrixTest {
    private static FloatMatrix drawn(int rows, int columns) {
        Random random = new Random(rows);
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return new FloatMatrix(rows, columns, values);
    }

    @ParameterizedTest
    @CsvSource({"0, 3", "1, 1", "5, 7"})
    void theWireFormComesBackBitForBit(int rows, int columns) {
        FloatMatrix matrix = drawn(rows, columns);
        FloatMatrix read = FloatMatrix.fromLittleEndian(matrix.toLittleEndian(), columns);
        assertThat(read.rows()).isEqualTo(rows);
        assertThat(read.columns()).isEqualTo(columns);
        assertThat(read.values()).containsExactly(matrix.values());
    }

    @Test
    void theWireFormIsLittleEndian() {
        ByteBuffer bytes = new FloatMatrix(1, 1, new float[] {1}).toLittleEndian();
        assertThat(bytes.array()).containsExactly(0, 0, (byte) 0x80, 0x3f);
    }

    @Test
    void bytesThatAreNoWholeRowsAreRefused() {
        assertThatThrownBy(() -> FloatMatrix.fromLittleEndian(ByteBuffer.allocate(10), 2))
                .hasMessageContaining("10 bytes");
        assertThatThrownBy(() -> FloatMatrix.fromLittleEndian(ByteBuffer.allocate(8), 0))
                .hasMessageContaining("0");
    }

    @Test
    void rowsAreSelectedInTheOrderNamed() {
        FloatMatrix matrix = drawn(4, 3);
        FloatMatrix selected = matrix.select(new int[] {3, 0, 3});
        assertThat(selected.row(0)).containsExactly(matrix.row(3));
        assertThat(selected.row(1)).containsExactly(matrix.row(0));
        assertThat(selected.row(2)).containsExactly(matrix.row(3));
        assertThat(matrix.select(new int[0]).rows()).isZero();
    }

    @Test
    void theFirstOfSeveralLargestValuesCounts() {
        FloatMatrix matrix = new FloatMatrix(3, 3, new float[] {1, 3, 3, -1, -2, -3, Float.NEGATIVE_INFINITY, 0, 0});
        assertThat(matrix.argMax()).containsExactly(1, 0, 1);
    }

    @Test
    void rowsOfDifferentLengthAreRefused() {
        assertThat(FloatMatrix.ofRows(new float[][] {{1, 2}, {3, 4}}, 2).values())
                .containsExactly(1, 2, 3, 4);
        assertThatThrownBy(() -> FloatMatrix.ofRows(new float[][] {{1, 2}, {3}}, 2))
                .hasMessageContaining("row 1 has 1");
    }

    @ParameterizedTest
    @CsvSource({"2, 2, 3", "-1, 2, 0", "70000, 70000, 1"})
    void theValuesMustFillTheShape(int rows, int columns, int values) {
        assertThatThrownBy(() -> new FloatMatrix(rows, columns, new float[values]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
