package dev.pentimento.learning.network.onnx.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.file.UnusableFileException;
import dev.pentimento.learning.network.OnnxFiles;
import dev.pentimento.learning.network.onnx.OnnxModule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights outside the ONNX file, as {@code onnx.save_model(..., save_as_external_data=True)} puts them there. */
class ExternalDataTest {
    private static final int GRAPH = 7;

    @TempDir
    Path folder;

    @Test
    void weightsBesideTheFileMoveIntoIt() throws IOException {
        byte[] whole = OnnxFiles.file("resnet").bytes();
        byte[] thin = split(whole, "resnet.onnx.data");
        assertThat(thin).hasSizeLessThan(whole.length);

        OnnxPreparation prepared = OnnxPreparation.of(thin, folder, null, false);

        assertThat(prepared.notes())
                .containsExactly("its weights were in other files; they are published inside the ONNX file");
        assertThat(weights(prepared.bytes())).isEqualTo(weights(whole));
        prepared.graph().requireWhole();
        OnnxModule.load(new NetworkFile(NetworkFile.ONNX, prepared.bytes()), ComputeDevice.CPU)
                .close();
    }

    @Test
    void aServiceReadsNoFileThatANetworkNames() throws IOException {
        NetworkFile thin =
                new NetworkFile(NetworkFile.ONNX, split(OnnxFiles.file("resnet").bytes(), "resnet.data"));
        assertThatThrownBy(() -> OnnxModule.load(thin, ComputeDevice.CPU))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("its weights are in another file, resnet.data; make one file of it in Python");
    }

    @Test
    void anImportReadsNoFileOutsideTheFolder() throws IOException {
        Path inside = Files.createDirectory(folder.resolve("inside"));
        byte[] thin = split(OnnxFiles.file("resnet").bytes(), "../secret");
        assertThatThrownBy(() -> OnnxPreparation.of(thin, inside, null, false))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("'../secret', which is not in the folder of the ONNX file");
    }

    @Test
    void missingAndShortFilesAreNamed() throws IOException {
        byte[] thin = split(OnnxFiles.file("resnet").bytes(), "weights");
        Path data = folder.resolve("weights");
        Files.write(data, new byte[3]);
        assertThatThrownBy(() -> OnnxPreparation.of(thin, folder, null, false))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining(data + ", which is cut off");
        Files.delete(data);
        assertThatThrownBy(() -> OnnxPreparation.of(thin, folder, null, false))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining(data + ", which does not exist: copy it beside the ONNX file");
    }

    /** The file without its weights, which are written into another one. */
    private byte[] split(byte[] whole, String location) throws IOException {
        Message model = Message.parse(whole);
        Message graph = model.message(GRAPH).orElseThrow();
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        List<Message> outside = new ArrayList<>();
        for (Message tensor : graph.messages(OnnxGraph.INITIALIZERS)) {
            byte[] values = tensor.blobs(9).get(0).toByteArray();
            outside.add(tensor.without(9)
                    .with(14, 1L)
                    .with(
                            13,
                            List.of(
                                    entry("location", location),
                                    entry("offset", Integer.toString(data.size())),
                                    entry("length", Integer.toString(values.length)))));
            data.write(values);
        }
        Files.write(folder.resolve("inside").getParent().resolve(location).normalize(), data.toByteArray());
        return model.with(GRAPH, graph.with(OnnxGraph.INITIALIZERS, outside)).bytes();
    }

    private static Message entry(String key, String value) {
        return Message.EMPTY.with(1, key).with(2, value);
    }

    private static List<ByteString> weights(byte[] file) throws IOException {
        return Message.parse(file).message(GRAPH).orElseThrow().messages(OnnxGraph.INITIALIZERS).stream()
                .map(each -> each.blobs(9).get(0))
                .toList();
    }
}
