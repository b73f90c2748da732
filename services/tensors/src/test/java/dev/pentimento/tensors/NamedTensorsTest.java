package dev.pentimento.tensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamedTensorsTest {
    private NamedTensors tensors;

    @BeforeEach
    void fill() {
        tensors = new NamedTensors();
        tensors.putVector("vector", .1, 2, -3);
        tensors.putVector("floats", new float[] {.1f, Float.MAX_VALUE});
        tensors.putMatrix("rows", new double[][] {{1, 2, 3}, {4, 5, 6}});
        tensors.putMatrix("float rows", 2, new float[][] {{.1f, .2f}, {.3f, .4f}, {.5f, .6f}});
        tensors.putMatrix("matrix", new FloatMatrix(1, 2, new float[] {7, 8}));
    }

    @Test
    void everythingComesBackBitForBit() {
        assertThat(tensors.vector("vector")).containsExactly(.1, 2, -3);
        assertThat(tensors.floatVector("floats")).containsExactly(.1f, Float.MAX_VALUE);
        assertThat(tensors.rows("rows", 2, 3)).isDeepEqualTo(new double[][] {{1, 2, 3}, {4, 5, 6}});
        assertThat(tensors.floatRows("float rows")).isDeepEqualTo(new float[][] {{.1f, .2f}, {.3f, .4f}, {.5f, .6f}});
        assertThat(tensors.matrix("matrix", 2).values()).containsExactly(7, 8);
        assertThat(tensors.values("rows", 2, 3)).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void theyKeepTheirOrder() {
        assertThat(tensors.all().keySet())
                .isEqualTo(new java.util.LinkedHashSet<>(List.of("vector", "floats", "rows", "float rows", "matrix")));
        assertThat(tensors.contains("rows")).isTrue();
        assertThat(tensors.contains("columns")).isFalse();
    }

    @Test
    void noRowsStillHaveALength() {
        tensors.putMatrix("none", 4, new float[0][]);
        tensors.putMatrix("none either", new FloatMatrix(0, 3, new float[0]));
        assertThat(tensors.floatRows("none", 0, 4)).isEmpty();
        assertThat(tensors.matrix("none either", 3).rows()).isZero();
    }

    @Test
    void aMissingTensorIsSaidByName() {
        assertThatThrownBy(() -> tensors.vector("edges"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no tensor edges");
        assertThatThrownBy(() -> new NamedTensors(Map.of()).value("edges")).hasMessageContaining("edges");
    }

    @Test
    void anotherShapeIsSaidByNameWithBothShapes() {
        assertThatThrownBy(() -> tensors.rows("rows", 3, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tensor rows has shape [2, 3], expected [3, 2]");
        assertThatThrownBy(() -> tensors.vector("rows")).hasMessageContaining("expected 1 axis");
        assertThatThrownBy(() -> tensors.floatRows("vector")).hasMessageContaining("expected 2 axes");
        assertThatThrownBy(() -> tensors.matrix("matrix", 3)).hasMessageContaining("[1, 3]");
        assertThatThrownBy(() -> tensors.value("vector")).hasMessageContaining("[3]");
    }

    @Test
    void whatIsHandedOutIsACopy() {
        tensors.all().clear();
        tensors.vector("vector")[0] = 9;
        assertThat(tensors.vector("vector")).containsExactly(.1, 2, -3);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void theValuesMustFillTheShape(int length) {
        assertThatThrownBy(() -> tensors.put("two", new double[length], 2))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
