package dev.pentimento.learning.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.tensors.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TensorFileTest {

    @Test
    void whatIsWrittenIsReadBack() {
        TensorFile file = new TensorFile(
                Map.of("what", "a \"quoted\" ü"),
                Map.of(
                        "floats", Tensor.ofFloats(new float[] {1, Float.NaN, -0f}, 3),
                        "doubles", Tensor.ofDoubles(new double[] {Math.PI, Double.MIN_VALUE}, 1, 2),
                        "longs", Tensor.ofLongs(new long[] {Long.MIN_VALUE}),
                        "none", Tensor.ofFloats(new float[0], 0, 7)));

        TensorFile read = TensorFile.fromBytes(file.toBytes());

        assertThat(read).isEqualTo(file);
        assertThat(read.tensor("doubles").doubles()).containsExactly(Math.PI, Double.MIN_VALUE);
        assertThat(read.tensor("longs").longs()).containsExactly(Long.MIN_VALUE);
        assertThat(read.tensor("none").shape()).containsExactly(0, 7);
        assertThat(read.metadata("what")).isEqualTo("a \"quoted\" ü");
    }

    @Test
    void theOrderOfPuttingDoesNotShowInTheBytes() {
        Map<String, Tensor> one = new LinkedHashMap<>();
        one.put("a", Tensor.ofFloats(new float[] {1}, 1));
        one.put("b", Tensor.ofLongs(new long[] {2}, 1));
        Map<String, Tensor> other = new LinkedHashMap<>();
        other.put("b", one.get("b"));
        other.put("a", one.get("a"));

        assertThat(new TensorFile(Map.of(), one).toBytes()).isEqualTo(new TensorFile(Map.of(), other).toBytes());
    }

    @Test
    void everyTensorIsAligned() {
        byte[] bytes = new TensorFile(
                        Map.of("k", "v"),
                        Map.of("f", Tensor.ofFloats(new float[3], 3), "d", Tensor.ofDoubles(new double[1], 1)))
                .toBytes();

        assertThat(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong() % 8)
                .isZero();
        assertThat(new String(bytes, StandardCharsets.UTF_8))
                .contains("\"d\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]}")
                .contains("\"f\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[8,20]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|8|must be a JSON object",
                "{ x|0|unreadable header",
                "{} x|0|unreadable header",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}|8|4 bytes at the end do not belong to any tensor",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}|8|gap or an overlap at byte 0",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,4]}}|4|takes 8 bytes, not 4",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,400]}}|4|data_offsets [0, 400] in 4 bytes",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,0]}}|4|data_offsets [4, 0]",
                "{'a':{'dtype':'F32','shape':[-1],'data_offsets':[0,4]}}|4|no usable shape",
                "{'a':{'dtype':'F32','shape':[1.5],'data_offsets':[0,4]}}|4|no usable shape",
                "{'a':{'dtype':'F32','shape':[4611686018427387904,4],'data_offsets':[0,4]}}|4|overflow",
                "{'a':{'dtype':'BF16','shape':[2],'data_offsets':[0,4]}}|4|has dtype 'BF16'; supported: [F64, I64, F32]",
                "{'a':{}}|0|has dtype ''",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'a':{}}|4|Duplicate",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'b':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}|4|overlaps",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'b':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}|8|overlap",
                "{'__metadata__':{'a':1}}|0|metadata 'a' is not a string",
            })
    void aDamagedFileIsRefusedWithTheReason(String header, int data, String reason) {
        byte[] json = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        ByteBuffer file = ByteBuffer.allocate(8 + json.length + data).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(json.length).put(json);

        assertThatThrownBy(() -> TensorFile.fromBytes(file.array()))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void noTruncatedOrAlteredFileBreaksTheReader() {
        byte[] whole = new TensorFile(Map.of("k", "v"), Map.of("a", Tensor.ofFloats(new float[] {1, 2}, 2))).toBytes();
        for (int length = 0; length < whole.length; length++) {
            byte[] truncated = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> TensorFile.fromBytes(truncated)).isInstanceOf(UnusableFileException.class);
        }
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 5_000; i++) {
            byte[] altered = whole.clone();
            altered[random.nextInt(whole.length)] = (byte) random.nextInt();
            try {
                TensorFile.fromBytes(altered);
            } catch (UnusableFileException expected) {
                assertThat(expected.getMessage()).isNotEmpty();
            }
        }
    }
}
