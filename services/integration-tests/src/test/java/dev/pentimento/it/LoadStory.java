package dev.pentimento.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.CommandKind;
import dev.pentimento.events.ModelCommand;
import dev.pentimento.events.Prediction;
import dev.pentimento.it.CommittedLog.Entry;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.models.ModelPublisher;
import dev.pentimento.trainer.TrainedVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.TestReporter;

/** What may change while images keep coming. Each change waits until work goes on after it. */
final class LoadStory implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int IMAGES_PER_SECOND = 200;
    private static final int IMAGES = 8_000;
    private static final int GOES_ON = 500;
    private static final int MEMBERS = 3;

    private final Backbone backbone;
    private final TestReporter reporter;
    private final CommittedLog log;
    private final CorruptVersions corrupt;
    private final SteadyStream stream;
    private final List<Member> members = new ArrayList<>();
    private final TrainedVersion first = SmallVersion.trained();
    private final TrainedVersion second = SmallVersion.another();

    LoadStory(Backbone backbone, TestReporter reporter) {
        this.backbone = backbone;
        this.reporter = reporter;
        this.log = backbone.log();
        this.corrupt = new CorruptVersions(backbone);
        this.stream = new SteadyStream(backbone.world());
    }

    /** One instance of each service, a champion, and broken candidates. */
    void begin() {
        SmallVersion.publish(backbone.context());
        start(1);
        await("the services to be ready").until(() -> members.stream().allMatch(Member::ready));
        stream.want(IMAGES);
        stream.start(IMAGES_PER_SECOND);
        goesOn("at the beginning");
        corrupt.publish();
    }

    void scaleToThree() {
        start(2);
        start(3);
        awaitMembers(MEMBERS);
        goesOn("with three instances");
    }

    /** A further one of each joins in, and dies between its writes and their commit; the others take its partitions over. */
    void killOneOfSeveral() {
        Map<String, String> state = Map.of(
                "PENTIMENTO_EVALUATION_STATE_DIR", backbone.folder("killed").toString());
        try (KilledService embedding = new KilledService("embedding", backbone, Map.of(), 1);
                KilledService evaluation = new KilledService("evaluation", backbone, state, 2)) {
            for (KilledService each : List.of(embedding, evaluation)) {
                stream.want(stream.sent() + GOES_ON);
                each.killAt(KillPoint.BEFORE_COMMIT);
                reporter.publishEntry("one of four killed", each.kills().toString());
            }
        }
        awaitMembers(MEMBERS);
        goesOn("after one of four was killed");
    }

    void scaleToOne() {
        while (members.size() > 2) {
            members.remove(members.size() - 1).close();
        }
        awaitMembers(1);
        goesOn("with one instance again");
    }

    private void start(int number) {
        members.add(Member.embedding(backbone, "embedding-" + number));
        members.add(Member.evaluation(backbone, "evaluation-" + number));
    }

    private void awaitMembers(int number) {
        for (String group : List.of("embedding", "evaluation")) {
            await(number + " members of " + group + " with work")
                    .until(
                            () -> group(group).members(),
                            all -> all.size() == number
                                    && all.stream()
                                            .noneMatch(each -> each.assignment()
                                                    .topicPartitions()
                                                    .isEmpty()));
        }
    }

    private ConsumerGroupDescription group(String name) throws InterruptedException, ExecutionException {
        try (Admin admin = backbone.context().clients().admin("test")) {
            return admin.describeConsumerGroups(List.of(name)).all().get().get(name);
        }
    }

    /** Images that are sent from now on are judged. */
    void goesOn(String when) {
        long judged = log.records(Topic.PREDICTIONS).size();
        int sent = stream.sent();
        stream.want(sent + GOES_ON);
        await("images to be judged " + when)
                .until(() -> log.records(Topic.PREDICTIONS).size() >= Math.max(judged, sent) + GOES_ON / 2);
        reporter.publishEntry(
                "images judged " + when, "" + log.records(Topic.PREDICTIONS).size());
    }

    /** The other version, with another encoder, first in shadow: each image is embedded by both. */
    void swapThreeTimes() {
        new ModelPublisher(backbone.context(), "test").publish(second.version(), second.files());
        awaitPrediction(
                "an opinion of the candidate with another encoder",
                log.records(Topic.PREDICTIONS).size(),
                each -> each.getCandidates().stream()
                        .anyMatch(candidate -> candidate.getModelVersion().equals(id(second))));
        for (TrainedVersion next : List.of(second, first, second)) {
            int before = log.records(Topic.PREDICTIONS).size();
            promote(next);
            awaitPrediction(
                    "an answer of " + id(next),
                    before,
                    each -> each.getModelVersion().equals(id(next)));
            goesOn("after a swap to " + id(next));
        }
    }

    private void promote(TrainedVersion version) {
        backbone.world()
                .send(
                        Topic.MODEL_COMMANDS,
                        id(version),
                        ModelCommand.newBuilder()
                                .setId(UUID.randomUUID().toString())
                                .setKind(CommandKind.PROMOTE)
                                .setVersion(id(version))
                                .setReason("a swap under load")
                                .setRequestedBy("test")
                                .setRequestedAt(Instant.now())
                                .build());
    }

    private void awaitPrediction(String what, int after, Predicate<Prediction> predicate) {
        await(what)
                .until(() -> log.events(Topic.PREDICTIONS, Prediction.class, after).stream()
                        .map(Entry::event)
                        .anyMatch(predicate));
    }

    void guarantees() throws Exception {
        await("the broken versions to be rejected").untilAsserted(corrupt::areRejected);
        stream.end(IMAGES);
        int images = log.records(Topic.IMAGES).size();
        List<String> classes = first.version().getClasses();
        await("every image to be judged")
                .until(() -> log.records(Topic.PREDICTIONS).size() >= images);
        await("the readers' commits").untilAsserted(new NothingWaitsForever(backbone.context(), log)::holds);
        new EveryImageJudgedOnce(log).holds();
        new AnsweredByItsEncoder(log).holds();
        new OpinionsMatchBareModel(log, List.of(first, second), 10).holds();
        await("every outcome").untilAsserted(new LabelsBecomeOutcomes(log, classes)::holds);
        await("quality to match a recount")
                .untilAsserted(new QualityMatchesRecount(log, classes, Backbone.WINDOW)::holds);
        Set<String> champions = new HashSet<>(List.of(id(first), id(second)));
        assertThat(new AnsweredByItsEncoder(log).answers().keySet()).isEqualTo(champions);
        reporter.publishEntry(
                "images, and answers by version", images + ", " + new AnsweredByItsEncoder(log).answers());
    }

    private static String id(TrainedVersion version) {
        return version.version().getVersion();
    }

    private ConditionFactory await(String what) {
        return Awaitility.await(what)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .failFast("a service has stopped", () -> members.stream().anyMatch(Member::failed));
    }

    @Override
    public void close() {
        stream.close();
        members.forEach(Member::close);
    }
}
