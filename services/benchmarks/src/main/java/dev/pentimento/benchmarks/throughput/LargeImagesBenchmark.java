package dev.pentimento.benchmarks.throughput;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pentimento.benchmarks.Benchmark;
import dev.pentimento.benchmarks.BenchmarkOptions;
import dev.pentimento.benchmarks.Figures;
import dev.pentimento.benchmarks.SystemLauncher.Broker;
import dev.pentimento.benchmarks.Unit;
import dev.pentimento.benchmarks.Workbench;
import dev.pentimento.benchmarks.python.Python;
import dev.pentimento.benchmarks.workload.BareModel;
import dev.pentimento.benchmarks.workload.JpegWorkload;
import dev.pentimento.benchmarks.workload.LargeNetwork;
import dev.pentimento.benchmarks.workload.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The same for 224×224 JPEG and a network as users bring it. Beside it, how fast the encoder alone is, here and in PyTorch
 * itself at its best.
 */
public final class LargeImagesBenchmark implements Benchmark {
    /** An image costs about a hundred times as much as one of 28×28. */
    private static final int SCALE = 120;

    private static final List<Integer> BATCHES = List.of(1, 4, 16, 32);
    private static final int SECONDS = 5;
    private static final int BATCH = 16;
    private static final int ROUNDS = 3;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LargeNetwork network;

    public LargeImagesBenchmark(LargeNetwork network) {
        this.network = network;
    }

    @Override
    public String name() {
        return "large-" + network.title();
    }

    @Override
    public String description() {
        return "224×224 JPEG with the encoder " + network.title()
                + ", from images that wait in the topic to committed predictions and quality, against the bare model";
    }

    @Override
    public void prepare(Workbench bench) throws Exception {
        if (network.missing(bench).isEmpty()) {
            stream(bench).prepare(JpegWorkload.of(bench, network), false);
        }
    }

    @Override
    public Figures run(Workbench bench) throws Exception {
        Figures.Builder figures = new Figures.Builder();
        Optional<String> advice = network.missing(bench);
        if (advice.isPresent()) {
            return figures.missing(network.title() + ": " + advice.get()).build();
        }
        Workload workload = JpegWorkload.of(bench, network);
        StreamMeasurement stream = stream(bench);
        try (Broker broker = stream.broker()) {
            stream.measure(broker, workload, figures);
        }
        if (network.scripted()) {
            compareEncoders(bench, workload, figures);
        }
        if (network == LargeNetwork.MOBILENET_ONNX) {
            compareEngines(bench, workload, figures);
        }
        return figures.build();
    }

    /** The same network in PyTorch, rewritten, and in ONNX Runtime; in turns, since other work may take the processors. */
    private static void compareEngines(Workbench bench, Workload workload, Figures.Builder figures)
            throws IOException, InterruptedException {
        Workload inPyTorch = JpegWorkload.of(bench, LargeNetwork.MOBILENET);
        double[] least = {Double.MAX_VALUE, Double.MAX_VALUE};
        try (BareModel onnx = BareModel.load(workload.version());
                BareModel pyTorch = BareModel.load(inPyTorch.version())) {
            for (int round = 0; round < ROUNDS; round++) {
                Duration time = Duration.ofSeconds(SECONDS);
                least[0] = Math.min(
                        least[0], onnx.fastestEncoder(List.of(BATCH), time).cpuMicrosPerImage());
                least[1] = Math.min(
                        least[1], pyTorch.fastestEncoder(List.of(BATCH), time).cpuMicrosPerImage());
            }
        }
        figures.add("encoder, processor time, PyTorch / ONNX Runtime", Unit.RATIO, least[1] / least[0])
                .add("encoder, ONNX Runtime", Unit.CPU_MICROS_PER_IMAGE, least[0])
                .add("encoder, PyTorch, rewritten", Unit.CPU_MICROS_PER_IMAGE, least[1]);
    }

    private void compareEncoders(Workbench bench, Workload workload, Figures.Builder figures)
            throws IOException, InterruptedException {
        double ours;
        try (BareModel model = BareModel.load(workload.version())) {
            ours = model.fastestEncoder(BATCHES, Duration.ofSeconds(SECONDS)).imagesPerSecond();
        }
        Python python = new Python(bench.options().python());
        Path script = python.script(LargeNetwork.class, "best.py", bench.own());
        String threads = Integer.toString(Runtime.getRuntime().availableProcessors());
        JsonNode best = JSON.readTree(Python.output(
                python.start(script, List.of(network.file(bench).toString(), threads, Integer.toString(SECONDS)))));
        double theirs = best.path("imagesPerSecond").asDouble();
        figures.add("encoder / PyTorch's best", Unit.RATIO, ours / theirs)
                .add("encoder, without decoding", Unit.IMAGES_PER_SECOND, ours)
                .add(
                        "PyTorch " + best.path("version").asText() + ", frozen and optimized",
                        Unit.IMAGES_PER_SECOND,
                        theirs);
    }

    private StreamMeasurement stream(Workbench bench) {
        BenchmarkOptions options = bench.options();
        return new StreamMeasurement(
                bench,
                "waiting-" + network.title(),
                options.images() / SCALE,
                Math.max(1, options.cold() / SCALE),
                BATCHES);
    }
}
