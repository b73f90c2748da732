package dev.pentimento.benchmarks.workload;

import dev.pentimento.benchmarks.Workbench;
import dev.pentimento.benchmarks.python.Python;
import dev.pentimento.learning.benchmark.UntrainedEncoder;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.inference.FasterEncoder;
import dev.pentimento.learning.network.SigmoidEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Encoders of 3×224×224 images, with random weights: the weights do not change the cost. */
public enum LargeNetwork {
    /** The encoder of the thesis, in Pentimento's own format. */
    THESIS,
    /** MobileNetV2 as TorchScript. */
    MOBILENET,
    /** The same MobileNetV2 as ONNX. */
    MOBILENET_ONNX,
    /** DenseNet121 as TorchScript. */
    DENSENET;

    static final ImageShape INPUT = ImageShape.plain(3, 224, 224);
    private static final int THESIS_DIMENSIONS = 128;
    private static final List<String> MODULES = List.of("torch", "torchvision");

    public String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it is a TorchScript file. */
    public boolean scripted() {
        return this == MOBILENET || this == DENSENET;
    }

    /** What is missing to make it, and how to get that, as a sentence. */
    public Optional<String> missing(Workbench bench) throws InterruptedException {
        return this == THESIS ? Optional.empty() : new Python(bench.options().python()).missing(MODULES);
    }

    /** The file that Python has written, in {@link #make}. */
    public Path file(Workbench bench) {
        return bench.shared().resolve(title() + (scripted() ? ".pt" : ".onnx"));
    }

    /** Makes the encoder, unless an earlier call has; TorchScript is rewritten as {@code models import} does. */
    NetworkFile make(Workbench bench) throws IOException, InterruptedException {
        long seed = bench.options().seed();
        if (this == THESIS) {
            return UntrainedEncoder.of(SigmoidEncoder.forInput(INPUT, THESIS_DIMENSIONS), seed);
        }
        Path file = file(bench);
        if (!Files.exists(file)) {
            Python python = new Python(bench.options().python());
            Path networks = python.script(LargeNetwork.class, "networks.py", bench.own());
            Python.output(python.start(networks, List.of(architecture(), Long.toString(seed), file.toString())));
        }
        if (!scripted()) {
            return new NetworkFile(NetworkFile.ONNX, Files.readAllBytes(file));
        }
        NetworkFile saved = new NetworkFile(NetworkFile.TORCHSCRIPT, Files.readAllBytes(file));
        return FasterEncoder.of(saved, INPUT) instanceof FasterEncoder.Rewritten rewritten ? rewritten.file() : saved;
    }

    /** The name in networks.py. */
    private String architecture() {
        return this == MOBILENET_ONNX ? MOBILENET.title() : title();
    }
}
