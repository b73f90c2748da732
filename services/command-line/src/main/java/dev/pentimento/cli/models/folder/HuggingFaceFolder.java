package dev.pentimento.cli.models.folder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A folder as {@code save_pretrained} or Optimum writes it: network, {@code config.json}, {@code preprocessor_config.json}. */
final class HuggingFaceFolder {
    private static final JsonMapper JSON = new JsonMapper();

    private HuggingFaceFolder() {}

    static ModelFolder read(Path folder) {
        Path network = NetworkChoice.of(folder);
        Path processor = folder.resolve(ModelFolder.HUGGING_FACE);
        Path config = folder.resolve(ModelFolder.CONFIG);
        List<String> notes = new ArrayList<>();
        FolderInput input = FolderInput.NONE;
        if (ModelFolder.has(folder, ModelFolder.HUGGING_FACE)) {
            input = ImageProcessorFile.read(Fields.read(processor, JSON));
        } else {
            notes.add("warning: " + folder + " has no " + ModelFolder.HUGGING_FACE
                    + ": describe the images of its network with --input, --resize, --mean and --std");
        }
        List<String> classes =
                ModelFolder.has(folder, ModelFolder.CONFIG) ? classes(Fields.read(config, JSON), notes) : List.of();
        return new ModelFolder(network, classes, input, List.copyOf(notes));
    }

    /** Names by number; a name that several classes have gets its number. */
    private static List<String> classes(Fields config, List<String> notes) {
        JsonNode names = config.values().path("id2label");
        List<String> classes = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.path(Integer.toString(i)).asText("").strip();
            if (name.isEmpty()) {
                throw config.wrong("id2label", "names for 0 to " + (names.size() - 1));
            }
            classes.add(name);
        }
        List<String> distinct = new ArrayList<>();
        for (int i = 0; i < classes.size(); i++) {
            boolean alone = Collections.frequency(classes, classes.get(i)) == 1;
            distinct.add(alone ? classes.get(i) : classes.get(i) + " (" + i + ")");
            if (!alone) {
                notes.add(config.file() + ": several classes are called " + classes.get(i) + "; this one is "
                        + distinct.get(i));
            }
        }
        return List.copyOf(distinct);
    }
}
