package dev.pentimento.it.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;

/** Pods as somebody else would have them. The pods that are given stay as they are. */
public final class PodChanges {
    private PodChanges() {}

    /** With variables for all Services, as if nobody had forbidden them. */
    public static Pod withServiceLinks(Pod pod) {
        return new PodBuilder(pod)
                .editSpec()
                .withEnableServiceLinks(true)
                .endSpec()
                .build();
    }

    /**
     * With one of its ports on this machine, as {@code kubectl port-forward} has it, and an environment that names this
     * port instead of its own on localhost.
     */
    public static Pod withPortForward(Pod pod, String portName, int port) {
        Pod changed = new PodBuilder(pod).build();
        Container container = RunningPod.container(changed);
        int own = PodProbe.port(container, portName);
        for (ContainerPort each : container.getPorts()) {
            if (each.getContainerPort() == own) {
                each.setHostIP("127.0.0.1");
                each.setHostPort(port);
            }
        }
        for (EnvVar variable : container.getEnv()) {
            if (variable.getValue() != null) {
                variable.setValue(variable.getValue().replace("localhost:" + own, "localhost:" + port));
            }
        }
        return changed;
    }
}
