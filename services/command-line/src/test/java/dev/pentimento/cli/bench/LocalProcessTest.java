package dev.pentimento.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.benchmarks.MemoryUse;
import dev.pentimento.platform.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class LocalProcessTest {
    /** Nothing listens there, so the service waits for its broker. */
    private static final Settings WITHOUT_BROKER =
            Settings.of(Map.of("kafka.bootstrap.servers", "127.0.0.1:1", "http.port", "0"));

    @TempDir
    Path folder;

    @Test
    void aRunningServiceTellsItsMemoryAndItsProcessorTime() throws IOException {
        try (LocalProcess service = LocalProcess.start("registry", WITHOUT_BROKER, folder.resolve("registry"))) {
            MemoryUse use = service.memory();

            service.requireRunning();
            assertThat(folder.resolve("registry"))
                    .as("nothing but the log: settings may contain passwords")
                    .isDirectoryContaining("glob:**service.log")
                    .isDirectoryNotContaining("glob:**.properties");
            assertThat(use.heapUsed()).isPositive().isLessThanOrEqualTo(use.heapCommitted());
            assertThat(service.processorNanos()).isPositive();
        }
    }

    @Test
    void theLogOfAServiceExplainsItsEnd() throws IOException {
        Settings wrong = WITHOUT_BROKER.with(Map.of("http.port", "nowhere"));
        try (LocalProcess service = LocalProcess.start("registry", wrong, folder.resolve("registry"))) {
            assertThatThrownBy(() -> {
                        while (true) {
                            service.memory(); // as long as it starts
                        }
                    })
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("the service registry has ended; the end of its log:")
                    .hasMessageContaining("http.port");
        }
    }
}
