package dev.pentimento.it;

import static dev.pentimento.it.WorldOutside.image;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.pentimento.cli.Pentimento;
import dev.pentimento.cli.process.Terminal;
import dev.pentimento.cli.process.TerminalCapabilities;
import dev.pentimento.events.Prediction;
import dev.pentimento.it.SecuredCompany.Running;
import dev.pentimento.learning.data.Example;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.models.ModelPublisher;
import dev.pentimento.platform.rights.MissingRightException;
import dev.pentimento.platform.rights.Right;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.utils.SecurityUtils;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Three brokers with SASL_SSL and ACLs. Each program is a user of its own with the rights of the list: images are judged. With
 * one right taken away, each service says which.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SecuredClusterIT {
    private static final int IMAGES = 40;
    static final List<String> SERVICES = SecuredCompany.SERVICES;

    private final Map<String, Running> running = new HashMap<>();
    private SecuredCompany company;
    private ServiceContext all;
    private ServiceContext camera;
    private CommittedLog log;
    private WorldOutside world;

    /** A service, and one thing that it may do. */
    record Case(String service, Right right) {
        @Override
        public String toString() {
            return service + " without " + right;
        }
    }

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        company = new SecuredCompany(folder);
        for (String service : SERVICES) {
            running.put(service, company.start(service));
        }
        try (ServiceContext train = company.context("train")) {
            new ModelPublisher(train, "train-" + SmallVersion.id())
                    .submit(SmallVersion.candidate(), SmallVersion.trained().files());
        }
        all = company.superContext();
        log = new CommittedLog(all);
        camera = company.context("producer");
        world = new WorldOutside(camera);
    }

    @AfterAll
    void stop() {
        running.values().forEach(Running::close);
        List<AutoCloseable> parts = Stream.<AutoCloseable>of(world, camera, log, all, company)
                .filter(part -> part != null)
                .toList();
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    @Order(1)
    void withTheRightsOfTheListEveryImageIsJudgedOnceAndQualityIsExact() {
        for (String service : SERVICES) {
            await(service + " to be ready").untilAsserted(() -> {
                assertThat(service(service).failure()).isEmpty();
                assertThat(service(service).context().health().notReady()).isEmpty();
            });
        }
        send(0, IMAGES);
        await("every image once").untilAsserted(new EveryImageJudgedOnce(log)::holds);
        QualityMatchesRecount recount =
                new QualityMatchesRecount(log, SmallVersion.trained().version().getClasses(), SecuredCompany.WINDOW);
        await("quality to match a recount").untilAsserted(() -> {
            recount.holds();
            assertThat(recount.overall(SmallVersion.id()).getLabelled()).isEqualTo(IMAGES);
        });
    }

    @Test
    @Order(2)
    void whoMayOnlyReadResultsReadsThem() {
        try (ServiceContext consumer = company.context("consumer");
                CommittedLog read = new CommittedLog(consumer)) {
            assertThat(read.events(Topic.PREDICTIONS, Prediction.class)).hasSize(IMAGES);
            assertThat(catchThrowable(() -> read.records(Topic.IMAGES)).getMessage())
                    .contains("images");
        }
    }

    @Test
    @Order(2)
    void whoMayPublishMaySubmitAVersionButNotEnterItIntoTheRegistry() {
        int before = log.records(Topic.MODEL_VERSIONS).size();
        try (ServiceContext train = company.context("train")) {
            ModelPublisher publisher = new ModelPublisher(train, "train-rogue");
            assertThat(catchThrowable(
                            () -> publisher.publish(SmallVersion.another().version(), List.of())))
                    .isNotNull();
        }
        assertThat(log.records(Topic.MODEL_VERSIONS)).hasSize(before);
    }

    @Test
    @Order(3)
    void anEvaluationThatLosesARightWaitsAndSaysWhichAndGoesOnWhenItHasItBack() {
        Right right = right("evaluation", "predictions", AclOperation.WRITE);
        company.cluster().take("evaluation", right);
        send(IMAGES, IMAGES + 10);

        await("the evaluation to say what it lacks")
                .untilAsserted(() -> assertThat(service("evaluation")
                                .context()
                                .health()
                                .notReady()
                                .values())
                        .anySatisfy(text -> assertThat(text)
                                .contains("a right is missing in Kafka", "Write", "the topic predictions")
                                .contains("kafka-acls.sh --add")));

        company.cluster().grant("evaluation", right);
        await("every image once").untilAsserted(new EveryImageJudgedOnce(log)::holds);
        await("the evaluation to be ready").until(service("evaluation")::ready);
    }

    @Test
    @Order(4)
    void anEmbeddingThatLosesItsTransactionalIdEndsAndSaysSo() {
        Right right = right("embedding", "embedding-", AclOperation.WRITE);
        company.cluster().take("embedding", right);
        send(IMAGES + 10, IMAGES + 20);

        await("the embedding to end")
                .untilAsserted(() -> assertThat(service("embedding").failure())
                        .hasValueSatisfying(text -> assertThat(text)
                                .contains("Write on the transactional id embedding-*", "kafka-acls.sh --add")));
        company.cluster().grant("embedding", right);
    }

    @Test
    @Order(5)
    void aTrainerAndADashboardThatLoseATopicEndAndSayWhich() {
        for (String service : List.of("trainer", "dashboard")) {
            Right right = right(service, "outcomes", AclOperation.READ);
            company.cluster().take(service, right);

            await(service + " to end")
                    .untilAsserted(() -> assertThat(service(service).failure())
                            .hasValueSatisfying(text ->
                                    assertThat(text).contains("Read", "the topic outcomes", "kafka-acls.sh --add")));
            company.cluster().grant(service, right);
        }
    }

    @Order(6)
    @ParameterizedTest
    @MethodSource("everyRight")
    void aServiceThatStartsWithoutARightSaysWhich(Case without) {
        running.values().forEach(Running::close); // the group must not have members who need it
        running.clear();
        company.cluster().take(without.service(), without.right());
        try {
            await(without.toString()).untilAsserted(() -> {
                Throwable failure = catchThrowable(() -> company.prepare(without.service(), Map.of()));
                assertThat(failure).isInstanceOf(MissingRightException.class);
                assertThat(failure)
                        .hasMessageContaining(without.right().toString())
                        .hasMessageContaining("kafka-acls.sh " + without.right().arguments("User:NAME"));
            });
        } finally {
            company.cluster().grant(without.service(), without.right());
        }
    }

    /** Each operation alone, but to create what is there already. */
    static List<Case> everyRight() {
        return Stream.concat(SERVICES.stream(), Stream.of(SecuredCompany.REGISTRY))
                .flatMap(service -> SecuredCompany.rights(service, Map.of()).all().stream()
                        .flatMap(right -> right.operations().stream()
                                .filter(operation -> operation != AclOperation.CREATE)
                                .map(operation -> new Case(service, new Right(right.resource(), Set.of(operation))))))
                .toList();
    }

    @Order(7)
    @ParameterizedTest
    @FieldSource("SERVICES")
    void aServiceThatMayNotCreateAMissingTopicSaysSo(String service) {
        Map<String, String> elsewhere = Map.of("topic.prefix", "elsewhere." + service + ".");
        SecuredCompany.rights(service, elsewhere).all().stream()
                .filter(right -> !right.kind().equals("topic"))
                .forEach(right -> company.cluster().grant(service, right));
        List<Right> topics = SecuredCompany.rights(service, elsewhere).all().stream()
                .filter(right -> right.kind().equals("topic"))
                .toList();
        topics.forEach(right -> right.operations().stream()
                .filter(operation -> operation != AclOperation.CREATE)
                .forEach(
                        operation -> company.cluster().grant(service, new Right(right.resource(), Set.of(operation)))));

        await(service + " to say what it may not create")
                .untilAsserted(() -> assertThat(catchThrowable(() -> company.prepare(service, elsewhere)))
                        .isInstanceOf(MissingRightException.class)
                        .hasMessageContaining("Create")
                        .hasMessageContaining("the topic elsewhere." + service)
                        .hasMessageNotContaining("the group"));
    }

    @Test
    @Order(8)
    void aCommandAndAServiceOfAUserWithoutItsRightsEndWithASentence(@TempDir Path folder) throws Exception {
        CommandLineRun watch = run(folder, "producer", "watch", "predictions");
        CommandLineRun dashboard = run(folder, "consumer", "dashboard");

        assertThat(watch.err())
                .endsWith(
                        "pentimento: a right is missing in Kafka: Read on the topic predictions; to add it: kafka-acls.sh"
                                + " --add --allow-principal 'User:NAME' --operation Read --topic predictions\n");
        assertThat(dashboard.err())
                .contains("pentimento: rights are missing in Kafka: ")
                .contains("Read on the topic images", "Write on the topic model-commands")
                .doesNotContain("topic predictions", "\tat ");
        assertThat(List.of(watch.exitCode(), dashboard.exitCode())).containsOnly(1);
    }

    private record CommandLineRun(int exitCode, String err) {}

    /** Runs a command in this process, as that user. */
    private CommandLineRun run(Path folder, String user, String... command) throws Exception {
        Properties settings = new Properties();
        settings.putAll(company.settings(user, Map.of("http.port", "0")).asMap());
        Path file = folder.resolve(user + ".properties");
        try (Writer writer = Files.newBufferedWriter(file)) {
            settings.store(writer, null);
        }
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(
                new PrintWriter(new StringWriter()),
                new PrintWriter(err, true),
                false,
                false,
                new TerminalCapabilities(false, false));
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("--config", file.toString()));
        int code = Pentimento.run(terminal, Map.of(), arguments.toArray(String[]::new));
        return new CommandLineRun(code, err.toString());
    }

    private Running service(String name) {
        return running.get(name);
    }

    private static Right right(String service, String name, AclOperation operation) {
        return SecuredCompany.rights(service, Map.of()).all().stream()
                .filter(right -> right.name().equals(name) && right.operations().contains(operation))
                .map(right -> new Right(right.resource(), Set.of(operation)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        SecurityUtils.operationName(operation) + " is no right of " + service + " on " + name));
    }

    private void send(int from, int to) {
        for (Example example : SmallVersion.unseen(from, to)) {
            world.send(image(example.id(), example.content()));
            world.label(example.id(), example.label());
        }
        world.flush();
    }

    private static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(200));
    }
}
