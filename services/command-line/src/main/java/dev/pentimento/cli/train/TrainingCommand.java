package dev.pentimento.cli.train;

import dev.pentimento.cli.connection.ConnectedCommand;
import dev.pentimento.cli.connection.Connection;
import dev.pentimento.cli.connection.PublishedVersions;
import dev.pentimento.cli.process.StopSignal;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.device.TorchEngine;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.models.ModelPublisher;
import dev.pentimento.platform.operations.Health;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.trainer.TrainedVersion;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command that trains a version from labelled images and may publish it. */
public abstract class TrainingCommand extends ConnectedCommand implements Callable<Integer> {
    @Mixin
    protected final LabelledImagesOptions labelled = new LabelledImagesOptions();

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "N",
            description = "The same seed, networks and data give the same version. Default: ${DEFAULT-VALUE}.")
    protected long seed;

    @Option(names = "--dry-run", description = "Train and print the figures, but publish nothing.")
    private boolean dryRun;

    protected abstract TrainedVersion train(PlatformSettings platform, BooleanSupplier cancelled);

    protected final int trainAndPublish() {
        PlatformSettings platform = PlatformSettings.from(connectionOptions.settings());
        try (StopSignal stop = StopSignal.listen();
                Connection connection = connectionOptions.connect()) {
            if (!dryRun) {
                connection.partitions(Topic.MODEL_VERSIONS); // fails early, before minutes of training
            }
            TrainedVersion trained = train(platform, stop::requested);
            tell(trained.version());
            if (!dryRun) {
                publish(trained, platform, connection);
            }
            return 0;
        }
    }

    /** Trains on all cores. */
    protected static ComputeDevice startEngine(PlatformSettings platform) {
        TorchEngine.start(
                Math.max(platform.engineThreads(), Runtime.getRuntime().availableProcessors()));
        return ComputeDevice.select(platform.device());
    }

    /** Prints its figures. */
    private void tell(ModelVersion version) {
        terminal.out()
                .printf(
                        Locale.ROOT,
                        "version %s of %d classes, trained in %.0f s on %s%n",
                        version.getVersion(),
                        version.getClasses().size(),
                        version.getTrainedSeconds(),
                        version.getDevice());
        terminal.out()
                .println(
                        version.getCorrectionFile() == null
                                ? "no correction: none was harmless on held-out images"
                                : "with a correction");
        version.getValidation()
                .forEach((name, value) -> terminal.out().printf(Locale.ROOT, "  %-40s %.4f%n", name, value));
        terminal.out().flush();
    }

    /** Publishes the version and its files in one transaction. Warns if it cannot be compared with the champion. */
    private void publish(TrainedVersion trained, PlatformSettings platform, Connection connection) {
        Optional<ModelVersion> champion =
                PublishedVersions.read(connection, terminal::note).champion();
        try (ServiceContext context = ServiceContext.of(platform, new SimpleMeterRegistry(), new Health())) {
            new ModelPublisher(context, "train-" + UUID.randomUUID()).publish(trained.version(), trained.files());
        }
        terminal.out()
                .println("published as a candidate: ./pentimento models show "
                        + trained.version().getVersion());
        terminal.out().flush();
        champion.filter(each -> !each.getClasses().equals(trained.version().getClasses()))
                .ifPresent(each -> terminal.note("the champion " + each.getVersion()
                        + " has different classes, or the same classes in a different order ("
                        + String.join(", ", each.getClasses())
                        + "): the two cannot be compared, so this version is not evaluated in shadow; you"
                        + " can still promote it"));
    }
}
