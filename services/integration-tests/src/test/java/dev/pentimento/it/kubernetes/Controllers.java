package dev.pentimento.it.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes the pods of Deployments and StatefulSets, with the names that Kubernetes gives. */
final class Controllers {
    private static final String HASH = "-6b7f8d5c9d-x2x7";

    private Controllers() {}

    static List<Pod> pods(Deployment deployment) {
        return IntStream.range(0, replicas(deployment.getSpec().getReplicas()))
                .mapToObj(i -> pod(deployment, deployment.getSpec().getTemplate(), HASH + (char) ('a' + i))
                        .build())
                .toList();
    }

    static List<Pod> pods(StatefulSet set) {
        return IntStream.range(0, replicas(set.getSpec().getReplicas()))
                .mapToObj(i -> pod(set, i))
                .toList();
    }

    /** A pod of a StatefulSet has a claim of its own for each template, and a name in DNS. */
    private static Pod pod(StatefulSet set, int i) {
        PodBuilder pod = pod(set, set.getSpec().getTemplate(), "-" + i);
        String name = pod.buildMetadata().getName();
        pod.editSpec()
                .withHostname(name)
                .withSubdomain(set.getSpec().getServiceName())
                .endSpec();
        for (PersistentVolumeClaim claim : set.getSpec().getVolumeClaimTemplates()) {
            String volume = claim.getMetadata().getName();
            pod.editSpec()
                    .addToVolumes(new VolumeBuilder()
                            .withName(volume)
                            .withNewPersistentVolumeClaim(volume + "-" + name, false)
                            .build())
                    .endSpec();
        }
        return pod.build();
    }

    private static PodBuilder pod(HasMetadata owner, PodTemplateSpec template, String suffix) {
        return new PodBuilder()
                .withMetadata(template.getMetadata())
                .editMetadata()
                .withName(owner.getMetadata().getName() + suffix)
                .withNamespace(owner.getMetadata().getNamespace())
                .endMetadata()
                .withSpec(template.getSpec());
    }

    private static int replicas(@Nullable Integer replicas) {
        return replicas == null ? 1 : replicas;
    }
}
