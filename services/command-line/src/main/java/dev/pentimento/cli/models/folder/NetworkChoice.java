package dev.pentimento.cli.models.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the one file with a network in a folder of Hugging Face. */
final class NetworkChoice {
    private static final String USUAL = "model.onnx";
    private static final Set<String> STATES = Set.of("optimizer.pt", "scheduler.pt", "scaler.pt");

    /** Files without the network's code, or in formats that are not read. */
    private static final Map<String, String> PARAMETERS = Map.of(
            "model.safetensors", "parameters without the network",
            "pytorch_model.bin", "parameters without the network",
            "tf_model.h5", "parameters for TensorFlow",
            "flax_model.msgpack", "parameters for Flax");

    private NetworkChoice() {}

    /** @throws IllegalArgumentException if there is none or more than one, with what to do */
    static Path of(Path folder) {
        List<Path> found = new ArrayList<>(onnx(folder));
        files(folder)
                .filter(file -> ModelFolder.lower(file).endsWith(".pt")
                        || ModelFolder.lower(file).endsWith(".torchscript"))
                .filter(file -> !STATES.contains(ModelFolder.lower(file)))
                .forEach(found::add);
        if (found.size() > 1) {
            throw new IllegalArgumentException(folder + " contains several networks: " + found
                    + "; leave one of them there, or give its file itself and describe its images with options");
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException(missing(folder));
        }
        return found.get(0);
    }

    /** {@code model.onnx}, beside which variants may be; without it, any other one. */
    private static List<Path> onnx(Path folder) {
        List<Path> all = Stream.of(folder, folder.resolve("onnx"))
                .flatMap(NetworkChoice::files)
                .filter(file -> ModelFolder.lower(file).endsWith(".onnx"))
                .toList();
        List<Path> usual = all.stream()
                .filter(file -> ModelFolder.lower(file).equals(USUAL))
                .toList();
        return usual.isEmpty() ? all : usual;
    }

    private static Stream<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !Files.isDirectory(file)).sorted().toList().stream();
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read the folder " + folder, e);
        }
    }

    private static String missing(Path folder) {
        String parameters = files(folder)
                .filter(file -> PARAMETERS.containsKey(ModelFolder.lower(file)))
                .findFirst()
                .map(file -> ", only " + file.getFileName() + " (" + PARAMETERS.get(ModelFolder.lower(file)) + ")")
                .orElse("");
        return folder + " contains no network in ONNX or TorchScript" + parameters
                + "; export it in Python: optimum-cli export onnx --model " + folder + " --task image-classification "
                + folder + "-onnx, and give that folder; or torch.onnx.export(model.eval(), example, '"
                + folder.resolve(USUAL) + "', dynamic_axes={'input': {0: 'n'}}, input_names=['input'])";
    }
}
