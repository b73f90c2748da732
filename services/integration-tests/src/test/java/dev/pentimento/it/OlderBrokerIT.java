package dev.pentimento.it;

import static dev.pentimento.it.WorldOutside.image;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.EmbeddingBatch;
import dev.pentimento.learning.data.Example;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.operations.Health;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.GroupType;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A broker that has only the group protocol of Kafka 3, and services that must not create topics, as in a cluster of
 * somebody else: images are judged all the same.
 */
class OlderBrokerIT {
    private static final int IMAGES = 40;
    private static final Map<String, String> CLASSIC_ONLY = Map.of("group.coordinator.rebalance.protocols", "classic");
    /** A consumer of the newer protocol could not be made with it. */
    private static final Map<String, String> OF_OTHERS =
            Map.of("topics.create", "never", "kafka.session.timeout.ms", "12000");

    @TempDir
    Path data;

    @Test
    void imagesAreJudgedWithTheClassicProtocolAndTopicsThatOthersCreated() throws Exception {
        try (Backbone backbone = Backbone.at(data, CLASSIC_ONLY)) {
            SmallVersion.publish(backbone.context());
            Settings settings = backbone.settings().with(OF_OTHERS);
            try (Member evaluation = Member.evaluation(backbone, "evaluation", context(settings), OF_OTHERS);
                    Member embedding = Member.embedding(backbone, "embedding", context(settings), OF_OTHERS)) {
                await("the evaluation to say what is missing")
                        .untilAsserted(() -> assertThat(
                                        evaluation.context().health().notReady().values())
                                .anySatisfy(text -> assertThat(text)
                                        .contains("topics.create", "opinions-repartition", "--create --internal")));

                CommandProcess.Result created = CommandProcess.run(
                        Map.of("PENTIMENTO_KAFKA_BOOTSTRAP_SERVERS", backbone.bootstrapServers()),
                        "topics",
                        "--create",
                        "--internal");
                assertThat(created.exitCode()).as(created.out() + created.err()).isZero();

                await("both to be ready").until(() -> embedding.ready() && evaluation.ready());
                List<Example> examples = SmallVersion.unseen(0, IMAGES);
                for (Example example : examples) {
                    backbone.world().send(image(example.id(), example.content()));
                }
                backbone.world().flush();
                await("every image once").untilAsserted(() -> {
                    assertThat(backbone.log().events(Topic.EMBEDDINGS, EmbeddingBatch.class))
                            .isNotEmpty();
                    new EveryImageJudgedOnce(backbone.log()).holds();
                });
                assertThat(group(backbone, "embedding").type()).isEqualTo(GroupType.CLASSIC);
                assertThat(embedding.failed() || evaluation.failed()).isFalse();
            }
        }
    }

    private static ServiceContext context(Settings settings) {
        return ServiceContext.of(PlatformSettings.from(settings), new SimpleMeterRegistry(), new Health());
    }

    private static ConsumerGroupDescription group(Backbone backbone, String id) throws Exception {
        try (Admin admin = backbone.context().clients().admin("test")) {
            return admin.describeConsumerGroups(List.of(id)).all().get().get(id);
        }
    }

    private static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(200));
    }
}
