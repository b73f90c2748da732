package dev.pentimento.learning.file;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pentimento.tensors.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Writes the wide types first, then by name, and pads the header with spaces, so that every tensor is aligned. */
final class SafetensorsWriter {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ALIGNMENT = 8;

    private SafetensorsWriter() {}

    static byte[] write(TensorFile file) {
        List<Map.Entry<String, Tensor>> entries = file.tensors().entrySet().stream()
                .sorted(Comparator.<Map.Entry<String, Tensor>>comparingInt(
                                entry -> -entry.getValue().kind().bytes())
                        .thenComparing(Map.Entry::getKey))
                .toList();
        byte[] header = padded(header(file.metadata(), entries).toString());
        long data = entries.stream()
                .mapToLong(entry -> entry.getValue().data().remaining())
                .sum();
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(Long.BYTES + header.length + data))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(header.length).put(header);
        entries.forEach(entry -> bytes.put(entry.getValue().data()));
        return bytes.array();
    }

    private static ObjectNode header(Map<String, String> metadata, List<Map.Entry<String, Tensor>> entries) {
        ObjectNode header = JSON.createObjectNode();
        ObjectNode meta = header.putObject(SafetensorsReader.METADATA);
        metadata.forEach(meta::put);
        long offset = 0;
        for (Map.Entry<String, Tensor> entry : entries) {
            Tensor tensor = entry.getValue();
            ObjectNode description = header.putObject(entry.getKey());
            description.put("dtype", tensor.kind().name());
            ArrayNode shape = description.putArray("shape");
            for (long size : tensor.shape()) {
                shape.add(size);
            }
            long end = offset + tensor.data().remaining();
            description.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        return header;
    }

    private static byte[] padded(String header) {
        byte[] bytes = header.getBytes(StandardCharsets.UTF_8);
        int spaces = Math.floorMod(-bytes.length, ALIGNMENT);
        return (header + " ".repeat(spaces)).getBytes(StandardCharsets.UTF_8);
    }
}
