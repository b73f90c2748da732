package dev.pentimento.cli.train;

import dev.pentimento.cli.connection.ConnectedCommand;
import dev.pentimento.cli.connection.Connection;
import dev.pentimento.cli.connection.PublishedVersions;
import dev.pentimento.cli.process.StopSignal;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.device.TorchEngine;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.trust.SigningKey;
import dev.pentimento.trainer.TrainedVersion;
import dev.pentimento.trainer.candidates.CandidateRules;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command that trains a version from labelled images and may publish it. */
public abstract class TrainingCommand extends ConnectedCommand implements Callable<Integer> {
    @Mixin
    protected final LabelledImagesOptions labelled = new LabelledImagesOptions();

    @Mixin
    protected final PixelReadingOptions pixels = new PixelReadingOptions();

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "N",
            description = "The same seed, networks and data give the same version. Default: ${DEFAULT-VALUE}.")
    protected long seed;

    @Mixin
    private final PublicationOptions publication = new PublicationOptions();

    @Option(names = "--dry-run", description = "Train and print the figures, but publish nothing.")
    private boolean dryRun;

    protected abstract TrainedVersion train(PlatformSettings platform, BooleanSupplier cancelled);

    protected final int trainAndPublish() {
        PlatformSettings platform = PlatformSettings.from(connectionOptions.settings());
        try (StopSignal stop = StopSignal.listen();
                Connection connection = connectionOptions.connect()) {
            if (!dryRun) {
                connection.partitions(Topic.MODEL_CANDIDATES); // fails early, before minutes of training
            }
            Optional<SigningKey> key = publication.key();
            TrainedVersion trained = train(platform, stop::requested);
            if (dryRun) {
                tell(trained.version());
                return 0;
            }
            PublishedVersions published = PublishedVersions.read(connection, terminal::note);
            ModelVersion version = apart(trained.version(), published);
            tell(version);
            ModelVersion signed = key.map(each -> each.sign(version)).orElse(version);
            return publish(signed, trained.files(), connection, published) ? 0 : 1;
        }
    }

    /** Trains on all cores. */
    protected static ComputeDevice startEngine(PlatformSettings platform) {
        TorchEngine.start(
                Math.max(platform.engineThreads(), Runtime.getRuntime().availableProcessors()));
        return ComputeDevice.select(platform.device());
    }

    private ModelVersion apart(ModelVersion version, PublishedVersions published) {
        ModelVersion apart = CandidateRules.apart(version, published.oldestFirst());
        if (!apart.equals(version)) {
            terminal.note("another version has the same encoder file, but prepares images in another way; this version"
                    + " gets embeddings of its own");
        }
        return apart;
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

    /** Warns if the version cannot be compared with the champion. */
    private boolean publish(
            ModelVersion version, List<byte[]> files, Connection connection, PublishedVersions published) {
        Optional<ModelVersion> champion = published.champion();
        boolean accepted = new Publication(connection, terminal, publication).carryOut(version, files);
        champion.filter(each -> accepted && !each.getClasses().equals(version.getClasses()))
                .ifPresent(each -> terminal.note("the champion " + each.getVersion()
                        + " has different classes, or the same classes in a different order ("
                        + String.join(", ", each.getClasses())
                        + "): the two cannot be compared, so this version is not evaluated in shadow; you"
                        + " can still promote it"));
        return accepted;
    }
}
