package dev.pentimento.benchmarks.peer;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pentimento.benchmarks.Figures;
import dev.pentimento.benchmarks.Unit;
import dev.pentimento.benchmarks.Workbench;
import dev.pentimento.benchmarks.python.Python;
import dev.pentimento.benchmarks.workload.BareModel;
import dev.pentimento.benchmarks.workload.Speed;
import dev.pentimento.benchmarks.workload.Workload;
import dev.pentimento.events.Artifact;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.platform.models.Artifacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Measures the Python consumer in each of its variants, on the broker of this run and with the same networks. */
public final class PeerMeasurement {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> MODULES = List.of("confluent_kafka", "torch", "numpy", "PIL");

    private final Workbench bench;
    private final String bootstrapServers;
    private final Workload workload;

    public PeerMeasurement(Workbench bench, String bootstrapServers, Workload workload) {
        this.bench = bench;
        this.bootstrapServers = bootstrapServers;
        this.workload = workload;
    }

    /** What one process prints at its end. */
    record Line(int images, double begin, double end, double cpuSeconds) {}

    /**
     * Adds the figures of the Python consumer, or what to install.
     *
     * @param steady of the system
     */
    public void measure(Speed steady, Figures.Builder figures) throws IOException, InterruptedException {
        Python python = new Python(bench.options().python());
        Optional<String> advice = python.missing(MODULES);
        if (advice.isPresent()) {
            figures.missing("the Python consumer: " + advice.get());
            return;
        }
        Path script = python.script(PeerMeasurement.class, "peer.py", bench.own());
        for (PeerVariant variant : PeerVariant.all()) {
            Speed peer = run(python, script, variant);
            check(variant, peer);
            figures.add("steady / " + variant.title(), Unit.RATIO, steady.imagesPerSecond() / peer.imagesPerSecond())
                    .add(variant.title(), Unit.IMAGES_PER_SECOND, peer.imagesPerSecond())
                    .add(
                            variant.title() + ", processor time per image",
                            Unit.CPU_MICROS_PER_IMAGE,
                            peer.cpuMicrosPerImage());
        }
    }

    private void check(PeerVariant variant, Speed peer) throws IOException {
        try (BareModel model = BareModel.load(workload.version())) {
            new PeerOpinions(bootstrapServers, variant.predictions()).require((int) peer.images(), workload, model);
        }
    }

    private Speed run(Python python, Path script, PeerVariant variant) throws IOException, InterruptedException {
        List<Process> processes = new ArrayList<>();
        int partitions = PeerOpinions.partitions(bootstrapServers, PeerImages.IMAGES);
        try {
            for (int number = 0; number < variant.processes(); number++) {
                processes.add(python.start(script, arguments(variant, number, partitions)));
            }
            List<Line> lines = new ArrayList<>();
            for (Process process : processes) {
                lines.add(JSON.readValue(Python.output(process), Line.class));
            }
            return together(lines);
        } finally {
            processes.forEach(Process::destroyForcibly);
        }
    }

    private static Speed together(List<Line> lines) {
        double begin = lines.stream().mapToDouble(Line::begin).min().orElseThrow();
        double end = lines.stream().mapToDouble(Line::end).max().orElseThrow();
        return new Speed(
                lines.stream().mapToInt(Line::images).sum(),
                Math.round((end - begin) * 1e9),
                Math.round(lines.stream().mapToDouble(Line::cpuSeconds).sum() * 1e9));
    }

    private List<String> arguments(PeerVariant variant, int number, int partitions) throws IOException {
        ModelVersion version = workload.version().version();
        String own = IntStream.range(0, partitions)
                .filter(each -> each % variant.processes() == number)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(","));
        List<String> arguments = new ArrayList<>(List.of(
                "--bootstrap-server",
                bootstrapServers,
                "--images",
                PeerImages.IMAGES,
                "--predictions",
                variant.predictions(),
                "--partitions",
                own,
                "--name",
                variant.predictions() + "-" + number,
                "--encoder",
                file(version.getEncoderFile()).toString(),
                "--classifier",
                file(version.getClassifierFile()).toString(),
                "--classes",
                JSON.writeValueAsString(version.getClasses())));
        if (variant.transactional()) {
            arguments.add("--transactional");
        }
        return arguments;
    }

    private Path file(Artifact wanted) throws IOException {
        Path path = bench.own().resolve(wanted.getSha256() + ".safetensors");
        if (!Files.exists(path)) {
            byte[] content = workload.version().files().stream()
                    .filter(file -> Artifacts.sha256(file).equals(wanted.getSha256()))
                    .findFirst()
                    .orElseThrow();
            Files.write(path, content);
        }
        return path;
    }
}
