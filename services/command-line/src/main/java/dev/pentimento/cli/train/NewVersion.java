package dev.pentimento.cli.train;

import dev.pentimento.cli.connection.Connection;
import dev.pentimento.cli.connection.PublishedVersions;
import dev.pentimento.cli.process.Terminal;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.models.ModelPublisher;
import dev.pentimento.platform.operations.Health;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.trainer.TrainedVersion;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** A version that a command has made: told of, and published. */
public record NewVersion(TrainedVersion trained, Terminal terminal) {

    /** Prints its figures. */
    public void tell() {
        ModelVersion version = trained.version();
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
                                ? "no correction: none was learned that does no harm on images it had not seen"
                                : "with a correction");
        version.getValidation()
                .forEach((name, value) -> terminal.out().printf(Locale.ROOT, "  %-40s %.4f%n", name, value));
        terminal.out().flush();
    }

    /** Writes it and its files in one transaction, and says if nothing will judge it beside the champion. */
    public void publish(PlatformSettings platform, Connection connection) {
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
                .ifPresent(each -> terminal.note(
                        "the champion " + each.getVersion() + " has other classes, or the same in another order ("
                                + String.join(", ", each.getClasses())
                                + "): opinions of the two cannot be compared, so this version is not judged beside it;"
                                + " it can be promoted"));
    }
}
