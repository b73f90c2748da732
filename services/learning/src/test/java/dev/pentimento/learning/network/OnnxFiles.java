package dev.pentimento.learning.network;

import dev.pentimento.learning.file.NetworkFile;

/** Small networks in ONNX, some of them in TorchScript too, and what they give; {@code src/test/python/onnx_networks.py} wrote them. */
public final class OnnxFiles {
    private static final String FOLDER = "/onnx/";

    private OnnxFiles() {}

    /** @param name such as {@code resnet} */
    public static NetworkFile file(String name) {
        return new NetworkFile(NetworkFile.ONNX, ScriptFiles.bytes(FOLDER + name + ".onnx"));
    }

    /** The same network, or another, in TorchScript. */
    public static NetworkFile script(String name) {
        return new NetworkFile(NetworkFile.TORCHSCRIPT, ScriptFiles.bytes(FOLDER + name + ".pt"));
    }

    /** Values under a name of {@code forward.json}. */
    public static float[] golden(String name) {
        return ScriptFiles.golden(FOLDER, name);
    }
}
