package dev.pentimento.cli.rights;

import dev.pentimento.cli.connection.CommandRights;
import dev.pentimento.cli.services.RegistryRights;
import dev.pentimento.cli.services.RegistryServiceSettings;
import dev.pentimento.dashboard.DashboardRights;
import dev.pentimento.embedding.EmbeddingRights;
import dev.pentimento.embedding.EmbeddingSettings;
import dev.pentimento.evaluation.EvaluationRights;
import dev.pentimento.evaluation.EvaluationSettings;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.Topics;
import dev.pentimento.platform.rights.Rights;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Settings;
import dev.pentimento.trainer.TrainerRights;
import java.util.List;
import java.util.stream.Stream;

/** The rights of every program, with the names from the settings. */
public record Programs(List<Rights> services, List<Rights> commands, List<Rights> others) {

    public static Programs of(Settings settings) {
        PlatformSettings platform = PlatformSettings.from(settings);
        Topics topics = new Topics(platform);
        EmbeddingSettings embedding = EmbeddingSettings.from(settings);
        EvaluationSettings evaluation = EvaluationSettings.from(settings, platform);
        return new Programs(
                List.of(
                        RegistryRights.of(topics, RegistryServiceSettings.from(settings, platform)),
                        EmbeddingRights.of(topics, embedding),
                        EvaluationRights.of(topics, evaluation),
                        TrainerRights.of(topics),
                        DashboardRights.of(topics)),
                CommandRights.all(topics, settings),
                List.of(producer(topics), consumer(topics), scaler(topics, embedding, evaluation)));
    }

    private static Rights producer(Topics topics) {
        return Rights.of("producer").write(topics.names(Topic.IMAGES, Topic.LABELS));
    }

    private static Rights consumer(Topics topics) {
        return Rights.of("consumer")
                .read(topics.names(
                        Topic.PREDICTIONS,
                        Topic.OUTCOMES,
                        Topic.PREDICTION_QUALITY,
                        Topic.EMBEDDING_DRIFT,
                        Topic.LABEL_REQUESTS,
                        Topic.DEAD_LETTERS));
    }

    /** It compares the end offsets of topics with the committed offsets of groups. */
    private static Rights scaler(Topics topics, EmbeddingSettings embedding, EvaluationSettings evaluation) {
        return Rights.of("keda")
                .describe(topics.names(Topic.IMAGES, Topic.EMBEDDINGS, Topic.LABELS))
                .describeGroup(topics.prefixed(embedding.groupId()))
                .describeGroup(topics.prefixed(evaluation.applicationId()));
    }

    public Stream<Rights> all() {
        return Stream.of(services, commands, others).flatMap(List::stream);
    }
}
