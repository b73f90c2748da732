package dev.pentimento.cli.models.folder;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The input in a signature of MLflow: a tensor of images, with its type and its axes. */
final class TensorSignature {
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> FLOATING = List.of("float16", "float32", "float64");
    private static final String LEVELS = "uint8";
    private static final int IMAGES = 4;

    private final Fields model;
    private final Fields input;

    private TensorSignature(Fields model, JsonNode input) {
        this.model = model;
        this.input = new Fields(model.file(), input.path("tensor-spec"));
    }

    /**
     * @param script whether the network is in TorchScript, which takes channels first
     * @return nothing, if there is no signature
     * @throws IllegalArgumentException if it is not that of a network for images
     */
    static FolderInput read(Fields model, boolean script) {
        String inputs = model.values().path("signature").path("inputs").asText("");
        if (inputs.isEmpty() || inputs.equals("null")) {
            return FolderInput.NONE;
        }
        try {
            JsonNode parsed = JSON.readTree(inputs);
            if (parsed.size() != 1 || !parsed.path(0).path("type").asText().equals("tensor")) {
                throw wrong(model, "inputs must be one tensor of images, not " + inputs);
            }
            return new TensorSignature(model, parsed.path(0)).input(script);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    model.file() + ": signature.inputs is not valid JSON: " + e.getOriginalMessage(), e);
        }
    }

    private FolderInput input(boolean script) {
        String type = input.text("dtype", "");
        if (!FLOATING.contains(type) && !type.equals(LEVELS)) {
            throw wrong(model, "the input's dtype must be one of " + FLOATING + " or " + LEVELS + ", not " + type);
        }
        JsonNode shape = input.values().path("shape");
        boolean first = isChannels(shape.path(1));
        if (shape.size() != IMAGES || !first && !isChannels(shape.path(3))) {
            throw wrong(
                    model,
                    "the input's shape must be images, such as [-1, 3, 224, 224] or [-1, 224, 224, 3], not " + shape);
        }
        if (!first && script) {
            throw wrong(
                    model,
                    "the network takes " + shape
                            + ", channels last; in TorchScript, channels must come first: export it" + " in ONNX");
        }
        int rows = first ? 2 : 1;
        FolderInput said = new FolderInput(
                model.file(),
                shape.path(first ? 1 : 3).asInt(),
                side(shape.path(rows)),
                side(shape.path(rows + 1)),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                false);
        return type.equals(LEVELS) ? said.withLevels(model.file()) : said;
    }

    private static boolean isChannels(JsonNode axis) {
        return axis.asInt() == 1 || axis.asInt() == 3;
    }

    private static @Nullable Integer side(JsonNode axis) {
        return axis.asInt() > 0 ? Integer.valueOf(axis.asInt()) : null;
    }

    private static IllegalArgumentException wrong(Fields model, String problem) {
        return new IllegalArgumentException(model.file() + ": signature: " + problem
                + "; without a signature, the network's file and options describe its images");
    }
}
