package dev.pentimento.it.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs pods with a container engine as a kubelet runs them on a node, with the names of Services in DNS. It does not
 * restart what fails: a test fails then. Network policies, requests and the scheduler have no counterpart here.
 */
public final class Kubelet implements AutoCloseable {
    /** What the manifests call the image that is built from the tree. */
    private static final String IMAGE = "pentimento:";

    private final ContainerEngine engine = ContainerEngine.onThisMachine();
    private final Manifests manifests;
    private final PodEnvironment environment;
    private final String image;
    private final Map<String, String> claims = new HashMap<>();
    private final List<RunningPod> pods = new ArrayList<>();

    /** @param secrets by name, then by key */
    public Kubelet(Manifests manifests, Map<String, Map<String, String>> secrets) {
        this.manifests = manifests;
        this.environment = new PodEnvironment(manifests, secrets);
        this.image = engine.build(Manifests.ROOT);
    }

    public RunningPod run(Pod pod) {
        Container container = RunningPod.container(pod);
        String runs = container.getImage().startsWith(IMAGE) ? image : container.getImage();
        PodVolumes volumes = new PodVolumes(engine, pod, claims);
        volumes.own(engine, runs);
        List<String> arguments = new ContainerArguments()
                .identity(pod, names(pod))
                .security(pod.getSpec().getSecurityContext(), container.getSecurityContext())
                .limits(container.getResources().getLimits())
                .hostPorts(container.getPorts())
                .environment(environment.of(pod, container))
                .more(volumes.mounts(container.getVolumeMounts()))
                .run(runs, container);
        RunningPod running = new RunningPod(engine, pod, volumes, engine.start(arguments));
        pods.add(running);
        return running;
    }

    /** As Services name it, and as its StatefulSet does. */
    private List<String> names(Pod pod) {
        List<String> names = new ArrayList<>();
        for (var service : manifests.servicesOf(pod)) {
            String name = service.getMetadata().getName();
            names.add(name);
            names.add(name + "." + pod.getMetadata().getNamespace() + ".svc");
            if (name.equals(pod.getSpec().getSubdomain())) {
                names.add(pod.getMetadata().getName() + "." + name);
            }
        }
        return names;
    }

    /** Deletes the pod; its controller would make it again. */
    public int stop(RunningPod pod) {
        pods.remove(pod);
        return pod.stop();
    }

    public List<RunningPod> pods() {
        return List.copyOf(pods);
    }

    /** The only pod of a workload. */
    public RunningPod podOf(String workload) {
        List<RunningPod> found = pods.stream()
                .filter(pod -> pod.name().startsWith(workload + "-"))
                .toList();
        assertThat(found).as("pods of %s", workload).hasSize(1);
        return found.get(0);
    }

    @Override
    public void close() {
        pods.forEach(RunningPod::stopProbing);
        engine.close();
    }
}
