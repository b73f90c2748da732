package dev.pentimento.it.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecurityContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a kubelet asks of a container runtime for a container, as arguments of {@code docker run}. */
final class ContainerArguments {
    private final List<String> arguments = new ArrayList<>();

    ContainerArguments identity(Pod pod, List<String> names) {
        add("--hostname", pod.getMetadata().getName());
        names.forEach(name -> add("--network-alias", name));
        return this;
    }

    /** The engine's own seccomp profile is the runtime's default. */
    ContainerArguments security(PodSecurityContext pod, SecurityContext own) {
        add("--user", pod.getRunAsUser() + ":" + pod.getRunAsGroup());
        add("--group-add", "" + pod.getFsGroup());
        own.getCapabilities().getDrop().forEach(capability -> add("--cap-drop", capability));
        own.getCapabilities().getAdd().forEach(capability -> add("--cap-add", capability));
        if (Boolean.FALSE.equals(own.getAllowPrivilegeEscalation())) {
            add("--security-opt", "no-new-privileges");
        }
        if (Boolean.TRUE.equals(own.getReadOnlyRootFilesystem())) {
            arguments.add("--read-only");
        }
        return this;
    }

    /** Without swap, as a node has none by default. */
    ContainerArguments limits(Map<String, Quantity> limits) {
        Quantity memory = limits.get("memory");
        if (memory != null) {
            add("--memory", "" + PodVolumes.bytes(memory));
            add("--memory-swap", "" + PodVolumes.bytes(memory));
        }
        Quantity cpu = limits.get("cpu");
        if (cpu != null) {
            add("--cpus", cpu.getNumericalAmount().toPlainString());
        }
        return this;
    }

    ContainerArguments hostPorts(List<ContainerPort> ports) {
        for (ContainerPort port : ports) {
            if (port.getHostPort() != null) {
                add("--publish", port.getHostIP() + ":" + port.getHostPort() + ":" + port.getContainerPort());
            }
        }
        return this;
    }

    ContainerArguments environment(Map<String, String> environment) {
        environment.forEach((name, value) -> add("--env", name + "=" + value));
        return this;
    }

    ContainerArguments more(List<String> more) {
        arguments.addAll(more);
        return this;
    }

    /** A command replaces the image's; arguments replace the image's arguments. */
    List<String> run(String image, Container container) {
        List<String> command = container.getCommand();
        if (!command.isEmpty()) {
            add("--entrypoint", command.get(0));
        }
        arguments.add(image);
        arguments.addAll(command.subList(Math.min(1, command.size()), command.size()));
        arguments.addAll(container.getArgs());
        return arguments;
    }

    private void add(String option, String value) {
        arguments.add(option);
        arguments.add(value);
    }
}
