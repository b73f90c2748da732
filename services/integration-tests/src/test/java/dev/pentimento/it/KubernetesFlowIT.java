package dev.pentimento.it;

import static dev.pentimento.it.WorldOutside.image;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.Outcome;
import dev.pentimento.it.kubernetes.Manifests;
import dev.pentimento.it.kubernetes.RunningPod;
import dev.pentimento.learning.data.Example;
import dev.pentimento.platform.kafka.Topic;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.TestReporter;

/** The path of an image through the pods of {@code k8s/overlays/local}, run as a kubelet runs them. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KubernetesFlowIT {
    private static final int AFTER_THE_OTHERS = Integer.MAX_VALUE - 1;

    /** The default of {@code evaluation.window}. */
    private static final Duration WINDOW = Duration.ofMinutes(1);

    /** The exit code of a process that ends when it is asked to; 137 would say that it was killed. */
    private static final int SIGTERM = 143;

    private RunningCluster cluster;

    @BeforeAll
    void play() throws Exception {
        cluster = RunningCluster.start(Manifests.ofOverlay("local"));
        cluster.withSmallVersion();
        new Story(cluster).tell();
    }

    @AfterAll
    void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void everyImageIsJudgedOnceOrRefusedOnce() {
        eventually("every image to be judged or refused", new EveryImageJudgedOnce(cluster.log())::holds);
    }

    @Test
    void whatIsReadIsCommittedToTheEnd() {
        eventually("the readers' commits", new NothingWaitsForever(cluster.context(), cluster.log())::holds);
    }

    @Test
    void anOpinionIsWhatTheNetworksSayOfTheImageAlone() throws Exception {
        new OpinionsMatchBareModel(cluster.log(), List.of(SmallVersion.trained()), 1).holds();
    }

    @Test
    void labelsBecomeOutcomes() {
        eventually("every outcome", new LabelsBecomeOutcomes(cluster.log(), classes())::holds);
    }

    @Test
    void everyWindowOfQualityIsWhatAnybodyCounts() {
        eventually("quality to match a recount", new QualityMatchesRecount(cluster.log(), classes(), WINDOW)::holds);
    }

    /** The volume and the instance's name outlive the pod, and its session outlives its absence. */
    @Test
    @Order(AFTER_THE_OTHERS)
    void anEvaluationThatIsDeletedComesBackToItsState() {
        assertThat(cluster.delete("pentimento-evaluation")).as("exit code").isEqualTo(SIGTERM);
        String id = "after the restart";
        Example example = SmallVersion.unseen(0, 1).get(0);
        cluster.world().send(image(id, example.content()));
        cluster.world().label(id, example.label());
        cluster.world().flush();
        cluster.create("pentimento-evaluation");
        eventually(
                "the image to be judged",
                () -> assertThat(cluster.log().events(Topic.OUTCOMES, Outcome.class))
                        .anyMatch(entry -> entry.key().equals(id)));
        everyImageIsJudgedOnceOrRefusedOnce();
        everyWindowOfQualityIsWhatAnybodyCounts();
        eventually(
                "no record of the state to be read again",
                () -> assertThat(cluster.pod("pentimento-evaluation")
                                .get("/metrics")
                                .lines())
                        .contains("pentimento_evaluation_state_restored_records_total 0.0"));
    }

    @Test
    @Order(AFTER_THE_OTHERS + 1)
    void noKubeletWouldHaveRestartedOrEvictedAPod(TestReporter reporter) throws Exception {
        for (RunningPod pod : cluster.pods()) {
            pod.goesOn();
            pod.isWithinItsLimits();
            reporter.publishEntry(pod.name(), pod.usage());
        }
    }

    private void eventually(String what, ThrowingRunnable check) {
        cluster.await(what).untilAsserted(check);
    }

    private static List<String> classes() {
        return SmallVersion.trained().version().getClasses();
    }
}
