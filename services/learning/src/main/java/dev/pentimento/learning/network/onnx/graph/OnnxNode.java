package dev.pentimento.learning.network.onnx.graph;

import dev.pentimento.learning.file.UnusableFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One operation of a graph. */
record OnnxNode(Message message) {
    private static final int INPUTS = 1;
    private static final int OUTPUTS = 2;
    private static final int NAME = 3;
    private static final int OPERATOR = 4;
    static final int ATTRIBUTES = 5;
    private static final int ATTRIBUTE_NAME = 1;
    private static final int ATTRIBUTE_INTEGER = 3;
    static final int ATTRIBUTE_TENSOR = 5;
    static final int ATTRIBUTE_GRAPH = 6;
    static final int ATTRIBUTE_TENSORS = 10;
    static final int ATTRIBUTE_GRAPHS = 11;
    private static final int ATTRIBUTE_TYPE = 20;
    private static final int TYPE_INTEGER = 2;

    /** A node of ONNX's own operators, with at most one attribute, an integer. */
    static OnnxNode of(String operator, String input, String output, String attribute, long value) {
        return new OnnxNode(Message.EMPTY
                .with(INPUTS, input)
                .with(OUTPUTS, output)
                .with(NAME, output)
                .with(OPERATOR, operator)
                .with(
                        ATTRIBUTES,
                        Message.EMPTY
                                .with(ATTRIBUTE_NAME, attribute)
                                .with(ATTRIBUTE_INTEGER, value)
                                .with(ATTRIBUTE_TYPE, TYPE_INTEGER)));
    }

    static OnnxNode of(String operator, String input, String output) {
        return new OnnxNode(Message.EMPTY
                .with(INPUTS, input)
                .with(OUTPUTS, output)
                .with(NAME, output)
                .with(OPERATOR, operator));
    }

    String operator() {
        return message.text(OPERATOR);
    }

    List<String> inputs() {
        return message.texts(INPUTS);
    }

    /** @throws UnusableFileException if it has fewer inputs */
    String input(int index) {
        List<String> all = inputs();
        if (index >= all.size()) {
            throw new UnusableFileException("a damaged ONNX file: " + operator() + " has " + all.size() + " inputs");
        }
        return all.get(index);
    }

    List<String> outputs() {
        return message.texts(OUTPUTS);
    }

    long attribute(String name, long otherwise) {
        return message.messages(ATTRIBUTES).stream()
                .filter(each -> each.text(ATTRIBUTE_NAME).equals(name))
                .map(each -> each.number(ATTRIBUTE_INTEGER, otherwise))
                .findFirst()
                .orElse(otherwise);
    }

    /** Whether its result is the same for every input. */
    boolean isConstant(Set<String> constants) {
        return operator().equals("Constant")
                || (!inputs().isEmpty() && constants.containsAll(inputs()) && constants.containsAll(readInside()));
    }

    /** Outer values that the graphs inside a node read, such as the branches of an {@code If}. */
    List<String> readInside() {
        return readInside(0);
    }

    private List<String> readInside(int depth) {
        OnnxGraph.requireShallow(depth);
        List<String> read = new ArrayList<>();
        for (Message attribute : message.messages(ATTRIBUTES)) {
            List<Message> graphs = new ArrayList<>(attribute.messages(ATTRIBUTE_GRAPHS));
            Optional<Message> one = attribute.message(ATTRIBUTE_GRAPH);
            one.ifPresent(graphs::add);
            for (Message graph : graphs) {
                for (Message inner : graph.messages(OnnxGraph.NODES)) {
                    OnnxNode node = new OnnxNode(inner);
                    read.addAll(node.inputs());
                    read.addAll(node.readInside(depth + 1));
                }
                graph.messages(OnnxGraph.OUTPUTS).forEach(output -> read.add(output.text(OnnxValue.NAME)));
            }
        }
        return read;
    }
}
