package dev.pentimento.cli.models.folder;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A folder with a network in ONNX or TorchScript: one of MLflow, or one of Hugging Face.
 *
 * @param network its file
 * @param classes names in the order of the network's outputs; empty: the folder does not say
 * @param input what the folder says about images
 * @param notes what the user should know
 */
public record ModelFolder(Path network, List<String> classes, FolderInput input, List<String> notes) {
    static final String MLFLOW = "MLmodel";
    static final String HUGGING_FACE = "preprocessor_config.json";
    static final String CONFIG = "config.json";

    /**
     * Reads a folder.
     *
     * @return empty if the path is no folder
     * @throws IllegalArgumentException naming the file that cannot be used, with the reason and what to do
     */
    public static Optional<ModelFolder> find(Path path) {
        if (!Files.isDirectory(path)) {
            return Optional.empty();
        }
        boolean mlflow = has(path, MLFLOW);
        boolean huggingFace = has(path, HUGGING_FACE);
        if (mlflow && huggingFace) {
            throw new IllegalArgumentException(path + " contains both " + MLFLOW + " and " + HUGGING_FACE
                    + ": give the folder with one of them, or the ONNX or TorchScript file itself");
        }
        if (mlflow) {
            return Optional.of(MlflowFolder.read(path));
        }
        if (huggingFace || has(path, CONFIG)) {
            return Optional.of(HuggingFaceFolder.read(path));
        }
        throw new IllegalArgumentException(path + " is a folder, but neither one of MLflow (it has no " + MLFLOW
                + ") nor one of Hugging Face (it has no " + HUGGING_FACE
                + "); give the ONNX or TorchScript file in it, or export one (docs/how-to/bring-your-network.md)");
    }

    /** Also a link that leads nowhere: reading it says so. */
    static boolean has(Path folder, String name) {
        return Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS);
    }

    static String lower(Path file) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    }
}
