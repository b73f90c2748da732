package dev.pentimento.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.benchmarks.Benchmark;
import dev.pentimento.benchmarks.BenchmarkOptions;
import dev.pentimento.cli.bench.BenchmarkJob.Step;
import dev.pentimento.cli.options.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchOptionsTest {
    @TempDir
    Path folder;

    @Test
    void benchmarksRunInTheirUsualOrderWhateverTheOrderOfTheirNames() {
        assertThat(Benchmarks.named(List.of("latency", "throughput")))
                .extracting(Benchmark::name)
                .containsExactly("throughput", "latency");
    }

    @Test
    void anUnknownBenchmarkIsAnsweredWithThoseThatThereAre() {
        assertThatThrownBy(() -> Benchmarks.named(List.of("speed")))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("unknown benchmark 'speed'; it must be one of throughput, latency")
                .hasMessageEndingWith(", all");
    }

    @Test
    void aColdStartLeavesImagesForTheSteadyState() {
        WorkOptions work = new WorkOptions();
        new CommandLine(work).parseArgs("--images", "100", "--cold-images", "60");

        assertThatThrownBy(work::options)
                .isInstanceOf(UsageException.class)
                .hasMessage("there must be at least two images for each of the cold start: 100 and 60");
    }

    @Test
    void aProcessReadsTheJobThatTheCommandWrote() throws IOException {
        BenchmarkJob job = new BenchmarkJob(
                "throughput", Step.RUN, "shared", "own", new BenchmarkOptions(100, 10, 0.1, false, "python3", 7));

        job.write(folder.resolve("job.json"));

        assertThat(BenchmarkJob.read(folder.resolve("job.json"))).isEqualTo(job);
    }
}
