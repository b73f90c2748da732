package dev.pentimento.learning.network.onnx.graph;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.learning.file.UnusableFileException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Graphs that no exporter writes. */
class DamagedGraphTest {
    private static final int IR_VERSION = 1;
    private static final int GRAPH = 7;
    private static final int OPSETS = 8;
    private static final int FUNCTIONS = 25;
    private static final int FUNCTION_NODES = 7;
    private static final int ATTRIBUTES = 5;
    private static final int SPARSE_INITIALIZERS = 15;
    private static final int SPARSE_VALUES = 1;
    private static final int ENTRIES = 13;
    private static final int LOCATION = 14;

    private static final Message OUTSIDE = Message.EMPTY.with(LOCATION, 1);

    private static Message model(Message graph) {
        return Message.EMPTY.with(IR_VERSION, 8).with(OPSETS, Message.EMPTY).with(GRAPH, graph);
    }

    private static OnnxGraph graph(Message graph) {
        return OnnxGraph.parse(model(graph).bytes());
    }

    private static Message nodes(OnnxNode... nodes) {
        return Message.EMPTY
                .with(
                        OnnxGraph.NODES,
                        List.of(nodes).stream().map(OnnxNode::message).toList())
                .with(OnnxGraph.OUTPUTS, Message.EMPTY.with(OnnxValue.NAME, "y"));
    }

    @Test
    void aValueThatDependsOnItselfIsRefused() {
        OnnxGraph circle = graph(nodes(OnnxNode.of("Identity", "x", "y"), OnnxNode.of("Identity", "y", "x")));

        assertThatThrownBy(() -> OnnxCut.of(circle))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("depends on itself");
        assertThatThrownBy(() -> circle.typeOf("y"))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("depends on itself");
    }

    @Test
    void anOperatorWithoutInputsIsNamed() {
        Message alone = OnnxNode.of("Softmax", "x", "y").message().without(1);

        assertThatThrownBy(() -> OnnxCut.of(graph(nodes(new OnnxNode(alone)))))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("Softmax has 0 inputs");
    }

    @Test
    void graphsThatLieTooDeepInEachOtherAreRefused() {
        OnnxNode node = OnnxNode.of("Identity", "x", "y");
        for (int depth = 0; depth < 150; depth++) {
            Message inner = Message.EMPTY.with(OnnxNode.ATTRIBUTE_GRAPH, nodes(node));
            node = new OnnxNode(OnnxNode.of("If", "x", "y").message().with(ATTRIBUTES, inner));
        }
        OnnxNode deep = node;

        assertThatThrownBy(() -> graph(nodes(deep)).requireWhole())
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("more than 100 deep");
    }

    @Test
    void weightsOutsideAreFoundWhereverTheyAre() {
        OnnxNode plain = OnnxNode.of("Identity", "x", "y");
        Message sparse = nodes(plain).with(SPARSE_INITIALIZERS, Message.EMPTY.with(SPARSE_VALUES, OUTSIDE));
        OnnxNode constant =
                new OnnxNode(plain.message().with(ATTRIBUTES, Message.EMPTY.with(OnnxNode.ATTRIBUTE_TENSOR, OUTSIDE)));
        Message function = Message.EMPTY.with(FUNCTION_NODES, constant.message());
        Message named = Message.EMPTY.with(ENTRIES, Message.EMPTY);
        Message large = Message.EMPTY.with(LOCATION, (1L << 32) + 1); // 1 for readers with 32 bits

        for (OnnxGraph each : List.of(
                graph(sparse),
                graph(nodes(constant)),
                OnnxGraph.parse(model(nodes(plain)).with(FUNCTIONS, function).bytes()),
                graph(nodes(plain).with(OnnxGraph.INITIALIZERS, named)),
                graph(nodes(plain).with(OnnxGraph.INITIALIZERS, large)))) {
            assertThatThrownBy(each::requireWhole)
                    .isInstanceOf(UnusableFileException.class)
                    .hasMessageContaining("its weights are in another file");
        }
    }

    @Test
    void severalGraphsInOneFileAreRefused() {
        Message two = model(nodes(OnnxNode.of("Identity", "x", "y")))
                .with(GRAPH, List.of(nodes(OnnxNode.of("Identity", "x", "y")), Message.EMPTY));

        assertThatThrownBy(() -> OnnxGraph.parse(two.bytes()).requireWhole()).isInstanceOf(UnusableFileException.class);
    }
}
