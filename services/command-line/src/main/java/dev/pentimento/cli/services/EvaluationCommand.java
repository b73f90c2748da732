package dev.pentimento.cli.services;

import dev.pentimento.evaluation.EvaluationService;
import dev.pentimento.evaluation.EvaluationSettings;
import dev.pentimento.platform.Service;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.settings.Settings;
import java.util.Set;
import picocli.CommandLine.Command;

/** {@code pentimento evaluation}. */
@Command(
        name = "evaluation",
        description =
                "Runs the evaluation stream: it turns embeddings and labels into predictions, outcomes, quality and"
                        + " drift.")
public final class EvaluationCommand extends ServiceCommand {
    @Override
    Set<Topic> topics() {
        return EvaluationService.TOPICS;
    }

    @Override
    Service create(ServiceContext context, Settings settings) {
        return new EvaluationService(context, EvaluationSettings.from(settings, context.settings()));
    }
}
