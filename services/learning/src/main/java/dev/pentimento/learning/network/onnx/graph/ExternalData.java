package dev.pentimento.learning.network.onnx.graph;

import com.google.protobuf.ByteString;
import dev.pentimento.learning.file.UnusableFileException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Weights that lie in files beside the ONNX file. The registry carries one file, and a service must not read files that
 * somebody else names; so they move into the ONNX file.
 */
final class ExternalData {
    private static final int LOCATION = 14;
    private static final int EXTERNAL = 1;
    private static final int ENTRIES = 13;
    private static final int KEY = 1;
    private static final int VALUE = 2;
    private static final int RAW_DATA = 9;
    private static final int SPARSE_INITIALIZERS = 15;
    private static final int SPARSE_TENSOR = 22;
    private static final int SPARSE_TENSORS = 23;
    private static final int SPARSE_VALUES = 1;
    private static final int SPARSE_INDICES = 2;
    /** Of one protocol buffer message; ONNX files end there too. */
    static final long MOST_BYTES = Integer.MAX_VALUE - (1L << 20);

    private static final String HOW = "; make one file of it in Python: onnx.save_model(onnx.load('model.onnx'),"
            + " 'one.onnx', save_as_external_data=False)";

    private final UnaryOperator<Message> change;

    private ExternalData(UnaryOperator<Message> change) {
        this.change = change;
    }

    /**
     * Looks at everything in the graph that may be a tensor, so that no reader of ONNX finds one that this does not.
     *
     * @throws UnusableFileException naming the first file that is outside
     */
    static void requireNone(OnnxGraph graph) {
        requireNone(graph.graph(), 0);
    }

    private static void requireNone(Message graph, int depth) {
        OnnxGraph.requireShallow(depth);
        graph.messages(OnnxGraph.INITIALIZERS).forEach(ExternalData::requireInside);
        graph.messages(SPARSE_INITIALIZERS).forEach(ExternalData::requireSparseInside);
        graph.messages(OnnxGraph.NODES).forEach(node -> requireInside(node, depth));
    }

    /** @param nodes of a function */
    static void requireInside(List<Message> nodes) {
        nodes.forEach(node -> requireInside(node, 0));
    }

    private static void requireInside(Message node, int depth) {
        for (Message attribute : node.messages(OnnxNode.ATTRIBUTES)) {
            attribute.messages(OnnxNode.ATTRIBUTE_TENSOR).forEach(ExternalData::requireInside);
            attribute.messages(OnnxNode.ATTRIBUTE_TENSORS).forEach(ExternalData::requireInside);
            attribute.messages(SPARSE_TENSOR).forEach(ExternalData::requireSparseInside);
            attribute.messages(SPARSE_TENSORS).forEach(ExternalData::requireSparseInside);
            attribute.messages(OnnxNode.ATTRIBUTE_GRAPH).forEach(inner -> requireNone(inner, depth + 1));
            attribute.messages(OnnxNode.ATTRIBUTE_GRAPHS).forEach(inner -> requireNone(inner, depth + 1));
        }
    }

    private static void requireSparseInside(Message sparse) {
        sparse.messages(SPARSE_VALUES).forEach(ExternalData::requireInside);
        sparse.messages(SPARSE_INDICES).forEach(ExternalData::requireInside);
    }

    private static void requireInside(Message tensor) {
        boolean elsewhere = tensor.numbers(LOCATION).stream().anyMatch(place -> place != 0);
        if (elsewhere || tensor.has(ENTRIES)) {
            throw new UnusableFileException("its weights are in another file, "
                    + entries(tensor).getOrDefault("location", "without a name") + HOW);
        }
    }

    /**
     * @param folder where the ONNX file lies
     * @return the same graph object if nothing lies outside
     * @throws UnusableFileException naming the file that cannot be read, or if all together are too large
     */
    static OnnxGraph moved(OnnxGraph graph, Path folder) {
        long[] bytes = {0};
        boolean[] any = {false};
        Message whole = new ExternalData(tensor -> {
                    any[0] = true;
                    ByteString values = read(entries(tensor), folder, bytes);
                    return tensor.without(LOCATION).without(ENTRIES).with(RAW_DATA, values);
                })
                .graph(graph.graph());
        return any[0] ? graph.with(whole) : graph;
    }

    private static Map<String, String> entries(Message tensor) {
        return new HashMap<>(tensor.messages(ENTRIES).stream()
                .collect(
                        Collectors.toMap(each -> each.text(KEY), each -> each.text(VALUE), (first, second) -> second)));
    }

    private static ByteString read(Map<String, String> entries, Path folder, long[] bytes) {
        String location = entries.getOrDefault("location", "");
        Path file = folder.resolve(location).normalize();
        if (location.isEmpty() || !file.startsWith(folder.normalize())) {
            throw new UnusableFileException("its weights are in the file '" + location
                    + "', which is not in the folder of the ONNX file" + HOW);
        }
        try (RandomAccessFile data = new RandomAccessFile(file.toFile(), "r")) {
            long offset = number(entries, "offset", 0);
            long length = number(entries, "length", data.length() - offset);
            bytes[0] += length;
            if (bytes[0] > MOST_BYTES) {
                throw new UnusableFileException("with its weights it is larger than 2 GiB, which one file cannot hold;"
                        + " export it in half precision, or use a smaller network");
            }
            if (offset < 0 || length < 0 || offset > data.length() - length) {
                throw new UnusableFileException("its weights end outside the file " + file + ", which is cut off");
            }
            byte[] values = new byte[Math.toIntExact(length)];
            data.seek(offset);
            data.readFully(values);
            return ByteString.copyFrom(values);
        } catch (IOException e) {
            throw new UnusableFileException(
                    "its weights are in the file " + file + ", which "
                            + (Files.exists(file) ? "cannot be read" : "does not exist: copy it beside the ONNX file"),
                    e);
        }
    }

    private static long number(Map<String, String> entries, String key, long otherwise) {
        try {
            return entries.containsKey(key) ? Long.parseLong(entries.get(key)) : otherwise;
        } catch (NumberFormatException e) {
            throw new UnusableFileException("a damaged ONNX file: " + key + " of its weights is no number", e);
        }
    }

    private Message graph(Message graph) {
        Message initializers = graph.with(OnnxGraph.INITIALIZERS, tensors(graph.messages(OnnxGraph.INITIALIZERS)));
        return initializers.with(
                OnnxGraph.NODES,
                graph.messages(OnnxGraph.NODES).stream()
                        .map(node -> node.with(
                                OnnxNode.ATTRIBUTES,
                                node.messages(OnnxNode.ATTRIBUTES).stream()
                                        .map(this::attribute)
                                        .toList()))
                        .toList());
    }

    private Message attribute(Message attribute) {
        Message changed = attribute;
        for (int field : new int[] {OnnxNode.ATTRIBUTE_TENSOR, OnnxNode.ATTRIBUTE_TENSORS}) {
            if (attribute.has(field)) {
                changed = changed.with(field, tensors(attribute.messages(field)));
            }
        }
        for (int field : new int[] {OnnxNode.ATTRIBUTE_GRAPH, OnnxNode.ATTRIBUTE_GRAPHS}) {
            if (attribute.has(field)) {
                changed = changed.with(
                        field,
                        attribute.messages(field).stream().map(this::graph).toList());
            }
        }
        return changed;
    }

    private List<Message> tensors(List<Message> tensors) {
        return tensors.stream()
                .map(each -> each.number(LOCATION, 0) == EXTERNAL ? change.apply(each) : each)
                .toList();
    }
}
