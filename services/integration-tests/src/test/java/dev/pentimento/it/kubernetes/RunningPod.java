package dev.pentimento.it.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Objects;

/** A pod on the node. */
public final class RunningPod {
    private final ContainerEngine engine;
    private final Pod pod;
    private final PodVolumes volumes;
    private final String container;
    private final String address;
    private final Probing probing;

    RunningPod(ContainerEngine engine, Pod pod, PodVolumes volumes, String container) {
        this.engine = engine;
        this.pod = pod;
        this.volumes = volumes;
        this.container = container;
        this.address = engine.address(container);
        this.probing = new Probing(container(pod), address);
    }

    static Container container(Pod pod) {
        assertThat(pod.getSpec().getInitContainers()).isEmpty();
        assertThat(pod.getSpec().getContainers()).hasSize(1);
        return pod.getSpec().getContainers().get(0);
    }

    public Pod pod() {
        return pod;
    }

    public String name() {
        return pod.getMetadata().getName();
    }

    /** Its startup probe has succeeded. */
    public boolean started() {
        return probing.startedAfter() != null;
    }

    /** Services lead to it. */
    public boolean ready() {
        return probing.ready();
    }

    /** What it says on its port {@code http}. */
    public String get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + path)).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    public String url() {
        return "http://" + address + ":" + PodProbe.port(container(pod), "http");
    }

    /** No kubelet would have restarted it so far, and it runs. */
    public void goesOn() {
        String state = engine.inspect(container, "{{.State.Running}} {{.State.OOMKilled}} {{.State.ExitCode}}");
        if (!state.startsWith("true false")) {
            throw new AssertionError(
                    name() + " has ended (running, out of memory, exit code: " + state + "): " + log());
        }
        String failure = probing.failure();
        if (failure != null) {
            throw new AssertionError(name() + " would be restarted: " + failure + ": " + log());
        }
    }

    /** No kubelet would have evicted it. */
    public void isWithinItsLimits() {
        volumes.areWithinTheirLimits(engine, container, container(pod).getVolumeMounts());
    }

    /** For the sizes in the manifests. */
    public String usage() {
        return "started after " + probing.startedAfter() + ", " + engine.memory(container) + ", "
                + volumes.usage(engine, container, container(pod).getVolumeMounts());
    }

    private String log() {
        return engine.log(container);
    }

    void stopProbing() {
        probing.close();
    }

    /** As when a pod is deleted: volumes of claims stay. */
    int stop() {
        stopProbing();
        engine.stop(container, Objects.requireNonNull(pod.getSpec().getTerminationGracePeriodSeconds()));
        int exitCode = Integer.parseInt(engine.inspect(container, "{{.State.ExitCode}}"));
        engine.remove(container);
        engine.removeVolumes(volumes.ofThisPod());
        return exitCode;
    }
}
