package dev.pentimento.learning.network.onnx.graph;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.pentimento.learning.file.UnusableFileException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The graph of a network in ONNX: nodes that compute values from the inputs and from constants. Immutable. */
public final class OnnxGraph {
    private static final String NO_FILE = "neither an ONNX file nor another kind of network that is known";
    private static final int IR_VERSION = 1;
    private static final int GRAPH = 7;
    private static final int OPSETS = 8;
    private static final int OPSET_DOMAIN = 1;
    private static final int OPSET_VERSION = 2;
    private static final int FUNCTIONS = 25;
    private static final int FUNCTION_NODES = 7;
    private static final int DEEPEST = 100;
    static final int NODES = 1;
    static final int INITIALIZERS = 5;
    private static final int INPUTS = 11;
    static final int OUTPUTS = 12;
    private static final int VALUES = 13;
    private static final int SPARSE_INITIALIZERS = 15;
    private static final int SPARSE_VALUES = 1;
    static final int TENSOR_NAME = 8;
    private static final int TENSOR_TYPE = 2;
    static final long FLOAT = 1;

    private final Message model;
    private final Message graph;
    private final List<OnnxNode> nodes;
    private final Map<String, OnnxNode> producers = new HashMap<>();
    private final Set<String> constants = new HashSet<>();

    private OnnxGraph(Message model, Message graph) {
        this.model = model;
        this.graph = graph;
        nodes = graph.messages(NODES).stream().map(OnnxNode::new).toList();
        graph.messages(INITIALIZERS).forEach(each -> constants.add(each.text(TENSOR_NAME)));
        graph.messages(SPARSE_INITIALIZERS)
                .forEach(each ->
                        each.message(SPARSE_VALUES).ifPresent(values -> constants.add(values.text(TENSOR_NAME))));
        for (OnnxNode node : nodes) { // each stands behind those that it needs
            node.outputs().forEach(output -> producers.put(output, node));
            if (node.isConstant(constants)) {
                constants.addAll(node.outputs());
            }
        }
    }

    /** @throws UnusableFileException if it is no ONNX file */
    public static OnnxGraph parse(byte[] bytes) {
        try {
            Message model = Message.parse(bytes);
            Optional<Message> graph =
                    model.has(IR_VERSION) && model.has(OPSETS) ? model.message(GRAPH) : Optional.empty();
            return new OnnxGraph(model, graph.orElseThrow(() -> new UnusableFileException(NO_FILE)));
        } catch (InvalidProtocolBufferException e) {
            throw new UnusableFileException(NO_FILE, e);
        }
    }

    /** @throws UnusableFileException if weights lie in other files, which a service must not read */
    public void requireWhole() {
        if (model.messages(GRAPH).size() > 1) {
            throw new UnusableFileException(NO_FILE); // readers of protocol buffers merge them
        }
        ExternalData.requireNone(this);
        model.messages(FUNCTIONS).forEach(function -> ExternalData.requireInside(function.messages(FUNCTION_NODES)));
    }

    OnnxGraph with(Message otherGraph) {
        return new OnnxGraph(model.with(GRAPH, otherGraph), otherGraph);
    }

    /** The whole file. */
    public byte[] bytes() {
        return model.bytes();
    }

    Message graph() {
        return graph;
    }

    /** Without constants, which old files list as inputs too. */
    public List<OnnxValue> inputs() {
        return graph.messages(INPUTS).stream()
                .map(OnnxValue::of)
                .filter(input -> !constants.contains(input.name()))
                .toList();
    }

    public List<OnnxValue> outputs() {
        return graph.messages(OUTPUTS).stream().map(OnnxValue::of).toList();
    }

    /** @throws UnusableFileException naming the inputs, if there are several */
    public OnnxValue input() {
        return only("it has %d inputs, but an image or an embedding is all it can get: %s", inputs());
    }

    /** @throws UnusableFileException naming the outputs, if there are several */
    public OnnxValue output() {
        return only("it has %d outputs: %s", outputs());
    }

    private static OnnxValue only(String problem, List<OnnxValue> values) {
        if (values.size() != 1) {
            throw new UnusableFileException(String.format(problem, values.size(), listed(values)));
        }
        return values.get(0);
    }

    static String listed(List<OnnxValue> values) {
        return values.stream().map(OnnxValue::toString).collect(Collectors.joining(", "));
    }

    Optional<OnnxNode> producer(String value) {
        return Optional.ofNullable(producers.get(value));
    }

    /** Whether this value does not depend on the input. */
    boolean isConstant(String value) {
        return constants.contains(value);
    }

    /** Shape and type of an inner value, if the file says. */
    Optional<Message> described(String value) {
        for (int field : new int[] {VALUES, OUTPUTS, INPUTS}) {
            for (Message each : graph.messages(field)) {
                if (each.text(OnnxValue.NAME).equals(value)) {
                    return Optional.of(each);
                }
            }
        }
        return Optional.empty();
    }

    /** @throws UnusableFileException if graphs lie in each other too deep */
    static void requireShallow(int depth) {
        if (depth > DEEPEST) {
            throw new UnusableFileException("its graphs lie in each other more than " + DEEPEST + " deep");
        }
    }

    /** @throws UnusableFileException if a value depends on itself */
    static void requireForward(boolean forward) {
        if (!forward) {
            throw new UnusableFileException("a damaged ONNX file: a value depends on itself");
        }
    }

    /** Type of the numbers of a constant in the file, as a number of ONNX; follows what is computed from one constant. */
    long typeOf(String constant) {
        Set<String> seen = new HashSet<>();
        String value = constant;
        for (OnnxNode node = producers.get(value);
                node != null && !node.inputs().isEmpty();
                node = producers.get(value)) {
            requireForward(seen.add(value));
            value = node.input(0);
        }
        String source = value;
        return graph.messages(INITIALIZERS).stream()
                .filter(each -> each.text(TENSOR_NAME).equals(source))
                .map(each -> each.number(TENSOR_TYPE, FLOAT))
                .findFirst()
                .orElse(FLOAT);
    }

    /**
     * The same network with another value as its only output, without what that value does not need.
     *
     * @param value an output or an inner value
     */
    OnnxGraph endingAt(String value) {
        Message output = described(value).orElseGet(() -> Message.EMPTY.with(OnnxValue.NAME, value));
        return with(graph.with(OUTPUTS, output)).pruned();
    }

    /** The part of the network from an inner value on: that value becomes the only input. */
    OnnxGraph beginningAt(Message input) {
        return with(graph.with(INPUTS, input)).pruned();
    }

    /** With further nodes at the end, the last of which gives {@code output}. */
    OnnxGraph followedBy(List<OnnxNode> more, String output) {
        List<Message> all = new ArrayList<>(graph.messages(NODES));
        more.forEach(each -> all.add(each.message()));
        return with(graph.with(NODES, all).with(OUTPUTS, Message.EMPTY.with(OnnxValue.NAME, output)));
    }

    /** The same network behind nodes that make its input from values of float32 called {@code input}. */
    OnnxGraph precededBy(List<OnnxNode> more, String input) {
        String former = input().name();
        List<Message> inputs = graph.messages(INPUTS).stream()
                .map(each -> each.text(OnnxValue.NAME).equals(former) ? OnnxValue.floats(each, input) : each)
                .toList();
        List<Message> all = new ArrayList<>(more.stream().map(OnnxNode::message).toList());
        all.addAll(graph.messages(NODES));
        return with(graph.with(INPUTS, inputs).with(NODES, all));
    }

    /** Version of ONNX's own operators. */
    long opset() {
        return model.messages(OPSETS).stream()
                .filter(each -> each.text(OPSET_DOMAIN).isEmpty()
                        || each.text(OPSET_DOMAIN).equals("ai.onnx"))
                .mapToLong(each -> each.number(OPSET_VERSION, 1))
                .max()
                .orElse(1);
    }

    private OnnxGraph pruned() {
        Set<String> given = inputs().stream().map(OnnxValue::name).collect(Collectors.toSet());
        Set<String> needed = new HashSet<>();
        Set<OnnxNode> kept = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>();
        outputs().forEach(output -> open.add(output.name()));
        while (!open.isEmpty()) {
            String value = open.remove();
            OnnxNode node = producers.get(value);
            if (needed.add(value) && node != null && !given.contains(value) && kept.add(node)) {
                open.addAll(node.inputs());
                open.addAll(node.readInside());
            }
        }
        Message smaller = graph.with(
                        NODES,
                        nodes.stream()
                                .filter(kept::contains)
                                .map(OnnxNode::message)
                                .toList())
                .with(
                        INITIALIZERS,
                        graph.messages(INITIALIZERS).stream()
                                .filter(each -> needed.contains(each.text(TENSOR_NAME)))
                                .toList())
                .with(
                        INPUTS,
                        graph.messages(INPUTS).stream()
                                .filter(each -> needed.contains(each.text(OnnxValue.NAME)))
                                .toList())
                .with(
                        VALUES,
                        graph.messages(VALUES).stream()
                                .filter(each -> needed.contains(each.text(OnnxValue.NAME)))
                                .filter(each -> !given.contains(each.text(OnnxValue.NAME)))
                                .toList());
        return with(smaller);
    }
}
