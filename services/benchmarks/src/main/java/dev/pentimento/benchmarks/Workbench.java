package dev.pentimento.benchmarks;

import dev.pentimento.benchmarks.SystemLauncher.RunningSystem;
import dev.pentimento.platform.settings.Settings;
import java.nio.file.Path;

/**
 * What a benchmark works with.
 *
 * @param options what the user chose
 * @param launcher starts the system
 * @param settings the user's settings, for the system
 * @param shared folder that every run of every benchmark sees
 * @param own folder of this run, empty at its start and deleted afterwards
 */
public record Workbench(BenchmarkOptions options, SystemLauncher launcher, Settings settings, Path shared, Path own) {
    /** Starts a broker and all services, with the user's settings, in the folder of this run. */
    public RunningSystem system() {
        return launcher.withBroker(own, settings);
    }
}
