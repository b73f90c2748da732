package dev.pentimento.learning.network.onnx.graph;

import dev.pentimento.learning.file.UnusableFileException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A whole classifier, cut in front of its last linear layer.
 *
 * @param encoder images to embeddings: what that layer gets
 * @param classifier embeddings to logits: that layer, without a softmax behind it
 * @param embedding name of the value between the two
 */
public record OnnxCut(OnnxGraph encoder, OnnxGraph classifier, String embedding) {
    private static final Set<String> SOFTMAX = Set.of("Softmax", "LogSoftmax");
    private static final Set<String> PASSED = Set.of("Identity", "Cast", "Flatten", "Reshape", "Squeeze", "Dropout");
    private static final Set<String> LINEAR = Set.of("Gemm", "MatMul");
    /** By a constant, they do not change that a layer is linear. */
    private static final Set<String> SCALING = Set.of("Add", "Sub", "Mul", "Div");

    private static final String OTHERWISE =
            "; give the layers before the embedding with --encoder and those after it with --classifier, as two files";

    /**
     * @param whole a network with one output
     * @throws UnusableFileException if it does not end in a linear layer; the message says in what
     */
    public static OnnxCut of(OnnxGraph whole) {
        String value = whole.output().name();
        String logits = value;
        Set<String> seen = new HashSet<>();
        while (true) {
            String behind = value;
            OnnxGraph.requireForward(seen.add(value));
            OnnxNode node = whole.producer(value)
                    .orElseThrow(() -> new UnusableFileException(
                            "it has no linear layer (Gemm or MatMul) between input and output" + OTHERWISE));
            String operator = node.operator();
            if (LINEAR.contains(operator) && isLayer(whole, node)) {
                return between(whole, node, logits);
            }
            if (SOFTMAX.contains(operator)) {
                value = node.input(0);
                logits = value;
            } else if (PASSED.contains(operator)) {
                value = node.input(0);
            } else if (SCALING.contains(operator) && variables(whole, node).size() == 1) {
                value = variables(whole, node).get(0);
            } else {
                throw new UnusableFileException("its output comes from " + operator + " (value " + behind
                        + "), not from a linear layer with a Softmax or without" + OTHERWISE);
            }
        }
    }

    /**
     * Cut at a value that the user names.
     *
     * @throws UnusableFileException if there is no such value, or if the rest needs more than it
     */
    public static OnnxCut at(OnnxGraph whole, String embedding) {
        if (whole.producer(embedding).isEmpty()) {
            throw new UnusableFileException("it has no value '" + embedding + "'");
        }
        Message input = whole.described(embedding)
                .filter(each -> !OnnxValue.of(each).type().equals(OnnxValue.UNKNOWN))
                .orElseGet(() -> input(embedding, OnnxGraph.FLOAT));
        OnnxGraph rest = whole.beginningAt(input);
        if (rest.inputs().size() != 1 || rest.producer(rest.output().name()).isEmpty()) {
            throw new UnusableFileException("its output " + whole.output().name() + " is not computed from '"
                    + embedding + "' alone" + OTHERWISE);
        }
        return new OnnxCut(whole.endingAt(embedding), rest, embedding);
    }

    private static Message input(String name, long element) {
        Message type = Message.EMPTY.with(OnnxValue.TENSOR, Message.EMPTY.with(OnnxValue.ELEMENT, element));
        return Message.EMPTY.with(OnnxValue.NAME, name).with(OnnxValue.TYPE, type);
    }

    private static List<String> variables(OnnxGraph whole, OnnxNode node) {
        return node.inputs().stream().filter(each -> !whole.isConstant(each)).toList();
    }

    private static boolean isLayer(OnnxGraph whole, OnnxNode node) {
        return !whole.isConstant(node.input(0)) && whole.isConstant(node.input(1));
    }

    private static OnnxCut between(OnnxGraph whole, OnnxNode layer, String logits) {
        String embedding = layer.input(0);
        if (whole.producer(embedding).isEmpty()) {
            throw new UnusableFileException(
                    "its first layer is its last: there is no embedding in front of it" + OTHERWISE);
        }
        Message input = input(embedding, whole.typeOf(layer.input(1)));
        return new OnnxCut(whole.endingAt(embedding), whole.endingAt(logits).beginningAt(input), embedding);
    }
}
