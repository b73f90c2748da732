package dev.pentimento.learning.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pentimento.tensors.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Trusts nothing: every byte of the data must belong to exactly one tensor, whose length must match its kind and shape.
 */
final class SafetensorsReader {
    static final String METADATA = "__metadata__";
    private static final int LONGEST_HEADER = 100_000_000;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private SafetensorsReader() {}

    static TensorFile read(byte[] bytes) {
        if (bytes.length < Long.BYTES) {
            throw new UnusableFileException(
                    "a safetensors file has at least 8 bytes, but this one has " + bytes.length);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long length = buffer.getLong();
        if (length < 2 || length > LONGEST_HEADER || length > buffer.remaining()) {
            throw new UnusableFileException("not a safetensors file: its first 8 bytes declare a header of " + length
                    + " bytes, and " + buffer.remaining() + " follow");
        }
        JsonNode header = parse(new String(bytes, Long.BYTES, (int) length, StandardCharsets.UTF_8));
        ByteBuffer data = ByteBuffer.wrap(bytes, Long.BYTES + (int) length, bytes.length - Long.BYTES - (int) length)
                .slice();
        return new TensorFile(metadata(header.path(METADATA)), tensors(header, data));
    }

    private static JsonNode parse(String header) {
        try {
            JsonNode node = JSON.readTree(header);
            if (!header.startsWith("{") || !node.isObject()) {
                throw new UnusableFileException("the header of a safetensors file must be a JSON object");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new UnusableFileException("unreadable header of a safetensors file: " + e.getOriginalMessage(), e);
        }
    }

    private static Map<String, String> metadata(JsonNode node) {
        Map<String, String> metadata = new LinkedHashMap<>();
        node.properties().forEach(entry -> {
            if (!entry.getValue().isTextual()) {
                throw new UnusableFileException("metadata '" + entry.getKey() + "' is not a string");
            }
            metadata.put(entry.getKey(), entry.getValue().textValue());
        });
        return metadata;
    }

    private static Map<String, Tensor> tensors(JsonNode header, ByteBuffer data) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        Map<Long, Long> endByStart = new TreeMap<>();
        header.properties().forEach(entry -> {
            if (!entry.getKey().equals(METADATA)) {
                tensors.put(entry.getKey(), tensor(entry.getKey(), entry.getValue(), data, endByStart));
            }
        });
        requireWhole(endByStart, data.remaining());
        return tensors;
    }

    private static Tensor tensor(String name, JsonNode node, ByteBuffer data, Map<Long, Long> endByStart) {
        Tensor.Kind kind = kind(name, node.path("dtype").asText());
        long[] shape = numbers(name, "shape", node.path("shape"));
        long[] offsets = numbers(name, "data_offsets", node.path("data_offsets"));
        if (offsets.length != 2 || offsets[0] > offsets[1] || offsets[1] > data.remaining()) {
            throw new UnusableFileException("tensor '" + name + "' has data_offsets " + Arrays.toString(offsets)
                    + " in " + data.remaining() + " bytes of data");
        }
        if (offsets[0] < offsets[1] && endByStart.put(offsets[0], offsets[1]) != null) {
            throw new UnusableFileException("tensor '" + name + "' overlaps another");
        }
        ByteBuffer values = data.slice((int) offsets[0], (int) (offsets[1] - offsets[0]));
        try {
            return new Tensor(kind, shape, values);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new UnusableFileException("tensor '" + name + "': " + e.getMessage(), e);
        }
    }

    private static Tensor.Kind kind(String name, String dtype) {
        for (Tensor.Kind kind : Tensor.Kind.values()) {
            if (kind.name().equals(dtype)) {
                return kind;
            }
        }
        throw new UnusableFileException(
                "tensor '" + name + "' has dtype '" + dtype + "'; supported: " + Arrays.toString(Tensor.Kind.values()));
    }

    private static long[] numbers(String name, String field, JsonNode node) {
        long[] numbers = new long[node.size()];
        boolean valid = node.isArray();
        for (int i = 0; valid && i < numbers.length; i++) {
            valid = node.path(i).isIntegralNumber() && node.path(i).canConvertToLong();
            numbers[i] = node.path(i).longValue();
            valid &= numbers[i] >= 0;
        }
        if (!valid) {
            throw new UnusableFileException("tensor '" + name + "' has no usable " + field + ": " + node);
        }
        return numbers;
    }

    private static void requireWhole(Map<Long, Long> endByStart, long length) {
        long offset = 0;
        for (Map.Entry<Long, Long> entry : endByStart.entrySet()) {
            if (entry.getKey() != offset) {
                throw new UnusableFileException("the data have a gap or an overlap at byte " + offset);
            }
            offset = entry.getValue();
        }
        if (offset != length) {
            throw new UnusableFileException((length - offset) + " bytes at the end do not belong to any tensor");
        }
    }
}
