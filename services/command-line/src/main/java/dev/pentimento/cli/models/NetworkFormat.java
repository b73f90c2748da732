package dev.pentimento.cli.models;

import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.file.UnusableFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Recognises what a file with a network is by its content: its name may be anything. */
final class NetworkFormat {
    private static final String EXPORT =
            "export the network itself in Python: torch.onnx.export(model.eval(), example, 'model.onnx',"
                    + " dynamic_axes={'input': {0: 'n'}}, input_names=['input']), or"
                    + " torch.jit.trace(model.eval(), example).save('model.pt')";
    private static final String KERAS = "a Keras file; export the network in Python: model.export('model.onnx',"
            + " format='onnx'), or with tf2onnx";
    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
    private static final int PICKLE = 0x80;
    private static final int LENGTH_BYTES = 8;

    private NetworkFormat() {}

    /**
     * @return a format of {@link NetworkFile}; for what is none of the known ones, ONNX, whose files have no mark
     * @throws UnusableFileException if it is something else, with how to export it
     */
    static String of(Path path, byte[] bytes) {
        if (bytes.length == 0) {
            throw new UnusableFileException("it is empty");
        }
        if (startsWith(bytes, ZIP)) {
            return archive(path);
        }
        if (startsWith(bytes, HDF5)) {
            throw new UnusableFileException("it is " + KERAS);
        }
        if (bytes.length > 2 && (bytes[0] & 0xff) == PICKLE && bytes[1] >= 2 && bytes[1] <= 5) {
            throw new UnusableFileException("it is a Python pickle; for PyTorch, " + EXPORT
                    + "; for scikit-learn, skl2onnx.to_onnx(model, X[:1], options={'zipmap': False})");
        }
        if (isSafetensors(bytes)) {
            throw new UnusableFileException("it is a safetensors file: parameters without the network; load them in"
                    + " Python into the network that they belong to, and " + EXPORT);
        }
        String begin = new String(bytes, 0, Math.min(64, bytes.length), StandardCharsets.ISO_8859_1);
        if (begin.startsWith("version https://git-lfs")) {
            throw new UnusableFileException(
                    "it is a pointer of Git LFS, not the file; get the file with: git lfs pull");
        }
        if (begin.startsWith("TFL3", 4)) {
            throw new UnusableFileException("it is a TensorFlow Lite file; convert it with: python -m tf2onnx.convert"
                    + " --tflite model.tflite --output model.onnx");
        }
        return NetworkFile.ONNX;
    }

    private static String archive(Path path) {
        boolean code = false;
        boolean data = false;
        try (ZipFile zip = new ZipFile(path.toFile())) {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                String name = entries.nextElement().getName().toLowerCase(Locale.ROOT);
                code |= name.contains("/code/") || name.endsWith("/constants.pkl");
                data |= name.endsWith("/data.pkl");
                if (name.equals("model.weights.h5")) {
                    throw new UnusableFileException("it is " + KERAS);
                }
                if (name.endsWith("serialized_exported_program.json") || name.endsWith("models/model.json")) {
                    throw new UnusableFileException("it was saved with torch.export.save; " + EXPORT);
                }
                if (name.endsWith(".npy")) {
                    throw new UnusableFileException("it holds arrays of NumPy, not a network; " + EXPORT);
                }
            }
        } catch (IOException e) {
            throw new UnusableFileException("it is a damaged zip archive", e);
        }
        if (code) {
            return NetworkFile.TORCHSCRIPT;
        }
        throw new UnusableFileException(
                data
                        ? "it was saved with torch.save: parameters or a pickled object, without the network's code; "
                                + EXPORT
                        : "it is a zip archive, but not one of torch.jit.save; " + EXPORT);
    }

    private static boolean isSafetensors(byte[] bytes) {
        long header = 0;
        for (int i = LENGTH_BYTES - 1; i >= 0 && bytes.length > LENGTH_BYTES; i--) {
            header = header << 8 | bytes[i] & 0xff;
        }
        return header > 1 && header <= bytes.length - LENGTH_BYTES && bytes[LENGTH_BYTES] == '{';
    }

    private static boolean startsWith(byte[] bytes, byte[] mark) {
        if (bytes.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if (bytes[i] != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
