package dev.pentimento.cli.services;

import dev.pentimento.evaluation.EvaluationRights;
import dev.pentimento.evaluation.EvaluationService;
import dev.pentimento.evaluation.EvaluationSettings;
import dev.pentimento.evaluation.InternalTopics;
import dev.pentimento.platform.Service;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.TopicPlan;
import dev.pentimento.platform.kafka.Topics;
import dev.pentimento.platform.rights.Rights;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Settings;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code pentimento evaluation}. */
@Command(
        name = "evaluation",
        description =
                "Runs the evaluation stream: it turns embeddings and labels into predictions, outcomes, quality and"
                        + " drift.")
public final class EvaluationCommand extends ServiceCommand {
    @Override
    Rights rights(Topics topics, Settings settings) {
        return EvaluationRights.of(topics, EvaluationSettings.from(settings, topics.settings()));
    }

    @Override
    List<String> internalTopics(Settings settings, PlatformSettings platform) {
        return InternalTopics.plans(EvaluationSettings.from(settings, platform), platform).stream()
                .map(TopicPlan::name)
                .toList();
    }

    @Override
    Service create(ServiceContext context, Settings settings) {
        return new EvaluationService(context, EvaluationSettings.from(settings, context.settings()));
    }
}
