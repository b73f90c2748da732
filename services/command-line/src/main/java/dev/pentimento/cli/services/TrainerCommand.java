package dev.pentimento.cli.services;

import dev.pentimento.platform.Service;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.settings.Settings;
import dev.pentimento.trainer.TrainerService;
import dev.pentimento.trainer.TrainerSettings;
import java.util.Set;
import picocli.CommandLine.Command;

/** {@code pentimento trainer}. */
@Command(
        name = "trainer",
        description =
                "Runs the trainer: it decides the stages of versions and trains corrections from labelled images.")
public final class TrainerCommand extends ServiceCommand {
    @Override
    Set<Topic> topics() {
        return TrainerService.TOPICS;
    }

    @Override
    Service create(ServiceContext context, Settings settings) {
        return new TrainerService(context, TrainerSettings.from(settings));
    }
}
