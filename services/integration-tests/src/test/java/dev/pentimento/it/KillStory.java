package dev.pentimento.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.Prediction;
import dev.pentimento.platform.kafka.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.TestReporter;

/** Embedding and evaluation, each killed again and again in the middle of its transactions, under a steady load. */
record KillStory(Backbone backbone, TestReporter reporter) {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int IMAGES_PER_SECOND = 240;

    /**
     * @param kills of each service
     * @param images sent in all, at least
     */
    void tell(int kills, int images) {
        SmallVersion.publish(backbone.context());
        try (KilledService embedding = embedding();
                KilledService evaluation = evaluation()) {
            List<CommandProcess> survivors = kill(kills, images, List.of(embedding, evaluation));
            reporter.publishEntry("kills of embedding", embedding.kills().toString());
            reporter.publishEntry("kills of evaluation", evaluation.kills().toString());
            guarantees(survivors);
            for (KilledService service : List.of(embedding, evaluation)) {
                assertThat(service.kills().values().stream()
                                .mapToInt(Integer::intValue)
                                .sum())
                        .isEqualTo(kills);
                assertThat(service.kills())
                        .as("where the kills landed")
                        .hasSizeGreaterThanOrEqualTo(KillPoint.values().length);
            }
        }
    }

    private KilledService embedding() {
        // with the classic protocol a member that is known by name takes its place again at once
        return new KilledService(
                "embedding",
                backbone,
                Map.of("PENTIMENTO_EMBEDDING_INSTANCE_ID", "killed", "PENTIMENTO_EMBEDDING_GROUP_PROTOCOL", "classic"),
                1);
    }

    private KilledService evaluation() {
        return new KilledService(
                "evaluation",
                backbone,
                Map.of(
                        "PENTIMENTO_EVALUATION_INSTANCE_ID",
                        "killed",
                        "PENTIMENTO_EVALUATION_STATE_DIR",
                        backbone.folder("state").toString()),
                2);
    }

    /** Both at once, with so much work in hand at each kill that it lands in a transaction, however fast they are. */
    private List<CommandProcess> kill(int kills, int images, List<KilledService> services) {
        AtomicInteger killed = new AtomicInteger();
        int parts = services.size() * kills + 1;
        try (SteadyStream stream = new SteadyStream(backbone.world()).start(IMAGES_PER_SECOND)) {
            stream.want(images / parts);
            Runnable afterEach = () -> stream.want(images * (killed.incrementAndGet() + 1) / parts);
            List<CompletableFuture<CommandProcess>> survivors = services.stream()
                    .map(service -> CompletableFuture.supplyAsync(() -> service.kill(kills, afterEach)))
                    .toList();
            join(survivors);
            stream.end(images);
            return survivors.stream().map(CompletableFuture::join).toList();
        }
    }

    /** Waits for all, but not for the others when one has failed. */
    private static void join(List<CompletableFuture<CommandProcess>> survivors) {
        CompletableFuture<Void> all = CompletableFuture.allOf(survivors.toArray(CompletableFuture[]::new));
        survivors.forEach(each -> each.exceptionally(failure -> {
            all.completeExceptionally(failure);
            return null;
        }));
        all.join();
    }

    private void guarantees(List<CommandProcess> services) {
        CommittedLog log = backbone.log();
        List<String> classes = SmallVersion.trained().version().getClasses();
        int images = log.records(Topic.IMAGES).size();
        await("every image to be judged", services)
                .until(() -> log.records(Topic.PREDICTIONS).size(), judged -> judged >= images);
        await("the readers' commits", services).untilAsserted(new NothingWaitsForever(backbone.context(), log)::holds);
        new EveryImageJudgedOnce(log).holds();
        await("every outcome", services).untilAsserted(new LabelsBecomeOutcomes(log, classes)::holds);
        await("quality to match a recount", services)
                .untilAsserted(new QualityMatchesRecount(log, classes, Backbone.WINDOW)::holds);
        long distinct = log.events(Topic.PREDICTIONS, Prediction.class).stream()
                .map(entry -> EveryImageJudgedOnce.image(entry.event()))
                .distinct()
                .count();
        reporter.publishEntry(
                "images, predictions, different images in them",
                images + ", " + log.records(Topic.PREDICTIONS).size() + ", " + distinct);
    }

    private static ConditionFactory await(String what, List<CommandProcess> services) {
        return Awaitility.await(what)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .failFast(
                        "a service has ended",
                        () -> services.stream().anyMatch(each -> !each.process().isAlive()));
    }
}
