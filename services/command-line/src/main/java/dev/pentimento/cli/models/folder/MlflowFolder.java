package dev.pentimento.cli.models.folder;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** A folder of MLflow: its file {@code MLmodel} says where the network is, and what it takes. */
final class MlflowFolder {
    private static final YAMLMapper YAML = new YAMLMapper();

    private final Path folder;
    private final Fields model;

    private MlflowFolder(Path folder) {
        this.folder = folder;
        this.model = Fields.read(folder.resolve(ModelFolder.MLFLOW), YAML);
    }

    static ModelFolder read(Path folder) {
        MlflowFolder mlflow = new MlflowFolder(folder);
        boolean script = mlflow.flavour("pytorch").has("model_data");
        Path network = mlflow.network(script);
        FolderInput input = TensorSignature.read(mlflow.model, script);
        return new ModelFolder(network, List.of(), input, List.of());
    }

    private Fields flavour(String name) {
        return new Fields(model.file(), model.values().path("flavors").path(name));
    }

    private Path network(boolean script) {
        boolean onnx = flavour("onnx").has("data");
        if (onnx && script) {
            throw new IllegalArgumentException(
                    model.file() + " has the flavours onnx and pytorch: give the ONNX or TorchScript file itself");
        }
        if (onnx) {
            return inside("flavors.onnx.data", flavour("onnx").text("data", ""));
        }
        if (script) {
            Path data = inside("flavors.pytorch.model_data", flavour("pytorch").text("model_data", ""));
            return Files.isDirectory(data) ? existing("flavors.pytorch.model_data", data.resolve("model.pth")) : data;
        }
        List<String> names = new ArrayList<>();
        for (Iterator<String> each = model.values().path("flavors").fieldNames(); each.hasNext(); ) {
            names.add(each.next());
        }
        throw new IllegalArgumentException(
                model.file() + ": the flavour must be onnx or pytorch (with TorchScript), not " + names
                        + "; save the network in ONNX: mlflow.onnx.save_model(onnx.load('model.onnx'), 'folder')");
    }

    /** A path that the file names; it must not lead out of the folder. */
    private Path inside(String name, String path) {
        try {
            Path root = folder.toAbsolutePath().normalize();
            Path file = root.resolve(path).normalize();
            if (!file.startsWith(root) || file.equals(root)) {
                throw new IllegalArgumentException(model.file() + ": " + name + " leads out of the folder: " + path);
            }
            return existing(name, folder.resolve(root.relativize(file)));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(model.file() + ": " + name + " is not a path: " + e.getMessage(), e);
        }
    }

    private Path existing(String name, Path file) {
        if (!Files.exists(file)) {
            throw new IllegalArgumentException(
                    model.file() + ": " + name + " names " + file + ", which does not exist");
        }
        return file;
    }
}
