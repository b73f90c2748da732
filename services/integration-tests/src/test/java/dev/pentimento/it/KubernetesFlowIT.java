package dev.pentimento.it;

import dev.pentimento.it.kubernetes.Manifests;
import dev.pentimento.it.kubernetes.RunningPod;
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

/** The way of an image through the pods of {@code k8s/overlays/local}, run as a kubelet runs them. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KubernetesFlowIT {
    private static final int AFTER_THE_OTHERS = Integer.MAX_VALUE - 1;

    /** The default of {@code evaluation.window}. */
    private static final Duration WINDOW = Duration.ofMinutes(1);

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

    @Test
    @Order(AFTER_THE_OTHERS)
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
