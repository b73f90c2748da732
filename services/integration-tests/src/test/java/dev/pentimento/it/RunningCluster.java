package dev.pentimento.it;

import dev.pentimento.it.kubernetes.Kubelet;
import dev.pentimento.it.kubernetes.Manifests;
import dev.pentimento.it.kubernetes.PodChanges;
import dev.pentimento.it.kubernetes.RunningPod;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.operations.Health;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Settings;
import io.fabric8.kubernetes.api.model.Pod;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** What {@code kubectl apply -k k8s/overlays/local} starts, on one node. */
final class RunningCluster implements SystemUnderTest, AutoCloseable {
    /** Of the secret that k8s/README.md asks for. */
    static final String TOKEN = "0123456789abcdef0123456789abcdef";

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Manifests manifests;
    private final Kubelet kubelet;
    private final ServiceContext context;
    private final CommittedLog log;
    private final WorldOutside world;

    private RunningCluster(Manifests manifests, Kubelet kubelet, ServiceContext context) {
        this.manifests = manifests;
        this.kubelet = kubelet;
        this.context = context;
        this.log = new CommittedLog(context);
        this.world = new WorldOutside(context);
    }

    /** All pods start at once, as in a cluster. */
    static RunningCluster start(Manifests manifests) throws IOException {
        Kubelet kubelet = new Kubelet(manifests, Map.of("pentimento-dashboard", Map.of("token", TOKEN)));
        try {
            int port = freePort();
            manifests.pods().forEach(pod -> kubelet.run(changed(pod, port)));
            for (String needed : List.of("kafka", "pentimento-registry")) {
                await(kubelet, needed + " to be ready")
                        .until(() -> kubelet.podOf(needed).ready());
            }
            Settings client = Settings.of(Map.of(
                    "kafka.bootstrap.servers",
                    "localhost:" + port,
                    "schema.registry.url",
                    kubelet.podOf("pentimento-registry").url()));
            return new RunningCluster(
                    manifests,
                    kubelet,
                    ServiceContext.of(PlatformSettings.from(client), new SimpleMeterRegistry(), new Health()));
        } catch (RuntimeException | Error | IOException e) {
            kubelet.close();
            throw e;
        }
    }

    /** The test reaches the broker; and the services get variables that look like settings of theirs. */
    private static Pod changed(Pod pod, int port) {
        return pod.getMetadata().getName().startsWith("kafka-")
                ? PodChanges.withPortForward(pod, "external", port)
                : PodChanges.withServiceLinks(pod);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Publishes a version when the services wait for one. */
    void withSmallVersion() {
        for (String service : List.of("pentimento-trainer", "pentimento-dashboard")) {
            await(service + " to be ready").until(() -> pod(service).ready());
        }
        for (String service : List.of("pentimento-embedding", "pentimento-evaluation")) {
            await(service + " to wait for a version")
                    .until(() -> pod(service).started()
                            && pod(service).get("/health/ready").contains("champion"));
        }
        SmallVersion.publish(context);
        await("every pod to be ready").until(() -> pods().stream().allMatch(RunningPod::ready));
    }

    List<RunningPod> pods() {
        return kubelet.pods();
    }

    RunningPod pod(String workload) {
        return kubelet.podOf(workload);
    }

    /** @return the exit code of its container */
    int delete(String workload) {
        return kubelet.stop(pod(workload));
    }

    /** As the controller of a deleted pod does. */
    void create(String workload) {
        manifests.pods().stream()
                .filter(pod -> pod.getMetadata().getName().startsWith(workload + "-"))
                .forEach(pod -> kubelet.run(PodChanges.withServiceLinks(pod)));
    }

    @Override
    public ServiceContext context() {
        return context;
    }

    @Override
    public CommittedLog log() {
        return log;
    }

    @Override
    public WorldOutside world() {
        return world;
    }

    @Override
    public ConditionFactory await(String what) {
        return await(kubelet, what);
    }

    private static ConditionFactory await(Kubelet kubelet, String what) {
        return Awaitility.await(what)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .failFast(() -> kubelet.pods().forEach(RunningPod::goesOn));
    }

    @Override
    public void close() {
        log.close();
        world.close();
        context.close();
        kubelet.close();
    }
}
