package dev.pentimento.learning.network.onnx.graph;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An input or an output of a network in ONNX.
 *
 * @param type {@code float32} and the like; {@code sequence}, {@code map} or {@code optional} if it is no array; {@code
 *     unknown} if the file does not say
 * @param shape -1 stands for any size; empty if the file does not say
 */
public record OnnxValue(String name, String type, Optional<Shape> shape) {
    public static final String FLOAT32 = "float32";
    public static final String FLOAT16 = "float16";
    public static final String FLOAT64 = "float64";
    static final String LEVELS = "uint8";
    static final String UNKNOWN = "unknown";

    /** ONNX's number of uint8. */
    static final int LEVELS_ELEMENT = 2;

    private static final int IMAGES = 4;

    static final int NAME = 1;
    static final int TYPE = 2;
    static final int TENSOR = 1;
    static final int ELEMENT = 1;
    static final int SHAPE = 2;
    static final int AXIS = 1;
    static final int SIZE = 1;
    private static final Map<Integer, String> CONTAINERS =
            Map.of(4, "sequence", 5, "map", 8, "sparse array", 9, "optional");
    private static final Map<Integer, String> ELEMENTS = Map.ofEntries(
            Map.entry(1, FLOAT32),
            Map.entry(LEVELS_ELEMENT, LEVELS),
            Map.entry(3, "int8"),
            Map.entry(4, "uint16"),
            Map.entry(5, "int16"),
            Map.entry(6, "int32"),
            Map.entry(7, "int64"),
            Map.entry(8, "string"),
            Map.entry(9, "bool"),
            Map.entry(10, FLOAT16),
            Map.entry(11, FLOAT64),
            Map.entry(12, "uint32"),
            Map.entry(13, "uint64"),
            Map.entry(16, "bfloat16"));

    static OnnxValue of(Message value) {
        String name = value.text(NAME);
        Message type = value.message(TYPE).orElse(Message.EMPTY);
        Optional<Message> tensor = type.message(TENSOR);
        if (tensor.isEmpty()) {
            String container = CONTAINERS.entrySet().stream()
                    .filter(each -> type.has(each.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(UNKNOWN);
            return new OnnxValue(name, container, Optional.empty());
        }
        String element = ELEMENTS.getOrDefault((int) tensor.get().number(ELEMENT, 0), UNKNOWN);
        return new OnnxValue(name, element, tensor.get().message(SHAPE).map(OnnxValue::shape));
    }

    private static Shape shape(Message shape) {
        List<Message> axes = shape.messages(AXIS);
        long[] sizes = axes.stream().mapToLong(axis -> axis.number(SIZE, -1)).toArray();
        return new Shape(
                java.util.Arrays.stream(sizes).map(each -> each < 1 ? -1 : each).toArray());
    }

    /** The description of an array with another name, of float32. */
    static Message floats(Message value, String name) {
        Message type = value.message(TYPE).orElse(Message.EMPTY);
        Message tensor = type.message(TENSOR).orElse(Message.EMPTY).with(ELEMENT, OnnxGraph.FLOAT);
        return value.with(NAME, name).with(TYPE, type.with(TENSOR, tensor));
    }

    /** Whether it is an array of images in whole numbers, 0 to 255. */
    boolean isLevels() {
        return type.equals(LEVELS)
                && shape.filter(known -> known.dimension() == IMAGES).isPresent();
    }

    boolean isFloating() {
        return List.of(FLOAT32, FLOAT16, FLOAT64).contains(type);
    }

    /** Such as {@code pooled (float32, n x 512)}. */
    @Override
    public String toString() {
        String axes = shape.map(known -> ", "
                        + java.util.Arrays.stream(known.getShape())
                                .mapToObj(size -> size < 0 ? "n" : Long.toString(size))
                                .collect(Collectors.joining(" x ")))
                .orElse("");
        return name + " (" + type + axes + ")";
    }
}
