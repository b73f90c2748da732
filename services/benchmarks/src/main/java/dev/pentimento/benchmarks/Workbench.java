package dev.pentimento.benchmarks;

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
public record Workbench(BenchmarkOptions options, SystemLauncher launcher, Settings settings, Path shared, Path own) {}
