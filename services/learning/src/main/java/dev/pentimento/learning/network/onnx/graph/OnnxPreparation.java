package dev.pentimento.learning.network.onnx.graph;

import dev.pentimento.learning.file.UnusableFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A user's ONNX file, made into one that services can run without knowing more: whole, with one output of floating-point
 * numbers. What needs no change keeps its bytes.
 *
 * @param notes what was changed, for the user
 */
public record OnnxPreparation(OnnxGraph graph, byte[] bytes, List<String> notes) {
    private static final String POOLED = "pentimento_pooled";
    private static final String FLAT = "pentimento_flat";
    private static final String PIXELS = "pentimento_pixels";
    private static final String WHOLE = "pentimento_whole";

    /** From this version on, ONNX has an operator that rounds. */
    private static final long ROUNDS = 11;

    /**
     * @param folder where the file lies, with the weights that it keeps in other files
     * @param output name of an output or of an inner value; null: the only one that can be used
     * @param pool whether to average all axes after the second
     * @throws UnusableFileException with the reason and what to do
     */
    public static OnnxPreparation of(byte[] file, Path folder, @Nullable String output, boolean pool) {
        OnnxGraph given = OnnxGraph.parse(file);
        OnnxGraph graph = ExternalData.moved(given, folder);
        List<String> notes = new ArrayList<>();
        if (graph != given) {
            notes.add("its weights were in other files; they are published inside the ONNX file");
        }
        graph = withFloats(graph, notes);
        graph = output == null ? withUsableOutput(graph, notes) : withOutput(graph, output);
        if (pool) {
            String value = graph.output().name();
            graph = graph.followedBy(
                    List.of(
                            OnnxNode.of("GlobalAveragePool", value, POOLED),
                            OnnxNode.of("Flatten", POOLED, FLAT, "axis", 1)),
                    FLAT);
        }
        graph.input();
        return new OnnxPreparation(graph, graph == given ? file : graph.bytes(), List.copyOf(notes));
    }

    /** Whether the input of a prepared file takes levels, 0 to 255, which it rounds, since the given file took uint8. */
    public static boolean takesLevels(byte[] prepared) {
        return OnnxGraph.parse(prepared).input().name().equals(PIXELS);
    }

    private static OnnxGraph withFloats(OnnxGraph graph, List<String> notes) {
        List<OnnxValue> inputs = graph.inputs();
        if (inputs.size() != 1 || !inputs.get(0).isLevels()) {
            return graph;
        }
        if (graph.opset() < ROUNDS) {
            throw new UnusableFileException("its input is " + inputs.get(0) + ", and its opset is " + graph.opset()
                    + "; export it with opset " + ROUNDS + " or newer, or with an input of float32");
        }
        notes.add("its input " + inputs.get(0) + " takes whole numbers: pixels are rounded to 0 to 255");
        return graph.precededBy(
                List.of(
                        OnnxNode.of("Round", PIXELS, WHOLE),
                        OnnxNode.of("Cast", WHOLE, inputs.get(0).name(), "to", OnnxValue.LEVELS_ELEMENT)),
                PIXELS);
    }

    private static OnnxGraph withOutput(OnnxGraph graph, String name) {
        List<OnnxValue> outputs = graph.outputs();
        boolean only = outputs.size() == 1 && outputs.get(0).name().equals(name);
        if (!only && graph.producer(name).isEmpty()) {
            throw new UnusableFileException("it has no output '" + name + "', but " + OnnxGraph.listed(outputs));
        }
        return only ? graph : graph.endingAt(name);
    }

    /** Leaves out what is no array of floating-point numbers, such as the number of the predicted class. */
    private static OnnxGraph withUsableOutput(OnnxGraph graph, List<String> notes) {
        List<OnnxValue> outputs = graph.outputs();
        List<String> usable =
                outputs.stream().flatMap(each -> usable(graph, each).stream()).toList();
        if (usable.size() != 1) {
            throw new UnusableFileException(
                    usable.isEmpty()
                            ? "none of its outputs is an array of floating-point numbers: " + OnnxGraph.listed(outputs)
                            : "it has " + outputs.size() + " outputs: " + OnnxGraph.listed(outputs)
                                    + "; choose one with --output, or with --classifier-output if it is the classifier");
        }
        String name = usable.get(0);
        if (outputs.size() == 1 && outputs.get(0).name().equals(name)) {
            return graph;
        }
        notes.add("of its outputs " + OnnxGraph.listed(outputs) + ", " + name + " is used");
        return graph.endingAt(name);
    }

    private static Optional<String> usable(OnnxGraph graph, OnnxValue output) {
        if (output.isFloating() || output.type().equals(OnnxValue.UNKNOWN)) {
            return Optional.of(output.name());
        }
        // What scikit-learn's converter appends to turn probabilities into a dictionary for each row.
        return graph.producer(output.name())
                .filter(node -> Set.of("ZipMap").contains(node.operator()))
                .map(node -> node.input(0));
    }
}
