package dev.pentimento.cli.services;

import dev.pentimento.platform.Service;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Topics;
import dev.pentimento.platform.rights.Rights;
import dev.pentimento.platform.settings.Settings;
import dev.pentimento.trainer.TrainerRights;
import dev.pentimento.trainer.TrainerService;
import dev.pentimento.trainer.TrainerSettings;
import picocli.CommandLine.Command;

/** {@code pentimento trainer}. */
@Command(
        name = "trainer",
        description = "Runs the trainer: it manages the stages of versions and trains corrections on labelled images.")
public final class TrainerCommand extends ServiceCommand {
    @Override
    Rights rights(Topics topics, Settings settings) {
        return TrainerRights.of(topics);
    }

    @Override
    Service create(ServiceContext context, Settings settings) {
        return new TrainerService(context, TrainerSettings.from(settings));
    }
}
