package dev.pentimento.it.kubernetes;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The volumes of a pod, as volumes of the engine. An {@code emptyDir} is one of its own, on the disk of the node as in a
 * cluster: a file system in memory would count against the memory of the container. A claim keeps its volume.
 */
final class PodVolumes {
    private final Pod pod;
    private final Map<String, String> volumes = new LinkedHashMap<>();
    private final List<String> ofThisPod = new ArrayList<>();

    /** @param claims volumes by claim; a claim without one gets one */
    PodVolumes(ContainerEngine engine, Pod pod, Map<String, String> claims) {
        this.pod = pod;
        for (Volume volume : pod.getSpec().getVolumes()) {
            volumes.put(volume.getName(), create(engine, volume, claims));
        }
    }

    private String create(ContainerEngine engine, Volume volume, Map<String, String> claims) {
        if (volume.getPersistentVolumeClaim() != null) {
            return claims.computeIfAbsent(
                    volume.getPersistentVolumeClaim().getClaimName(), claim -> engine.createVolume());
        }
        assertThat(volume.getEmptyDir()).as("volume %s", volume.getName()).isNotNull();
        assertThat(volume.getEmptyDir().getMedium())
                .as("medium of %s", volume.getName())
                .isNull();
        String created = engine.createVolume();
        ofThisPod.add(created);
        return created;
    }

    /** They go with the pod. */
    List<String> ofThisPod() {
        return ofThisPod;
    }

    /** What is in the image at that place is not copied. */
    List<String> mounts(List<VolumeMount> wanted) {
        List<String> arguments = new ArrayList<>();
        for (VolumeMount mount : wanted) {
            arguments.add("--mount");
            arguments.add("type=volume,volume-nocopy,source=" + volumes.get(mount.getName()) + ",target="
                    + mount.getMountPath() + (Boolean.TRUE.equals(mount.getReadOnly()) ? ",readonly" : ""));
        }
        return arguments;
    }

    /** Gives them to the pod's group, as a kubelet does before it starts containers. */
    void own(ContainerEngine engine, String image) {
        List<String> arguments = new ArrayList<>(List.of("--user", "0", "--entrypoint", "sh"));
        StringBuilder script = new StringBuilder("set -e");
        for (Volume volume : pod.getSpec().getVolumes()) {
            String path = "/volumes/" + volume.getName();
            arguments.addAll(List.of(
                    "--mount",
                    "type=volume,volume-nocopy,source=" + volumes.get(volume.getName()) + ",target=" + path));
            script.append("; chgrp ")
                    .append(pod.getSpec().getSecurityContext().getFsGroup())
                    .append(' ')
                    .append(path)
                    .append("; chmod ")
                    .append(volume.getEmptyDir() != null ? "2777 " : "2775 ")
                    .append(path);
        }
        arguments.addAll(List.of(image, "-c", script.toString()));
        engine.runToEnd(arguments);
    }

    /** A kubelet evicts a pod whose {@code emptyDir} holds more than its limit. */
    void areWithinTheirLimits(ContainerEngine engine, String container, List<VolumeMount> mounts) {
        Map<String, Quantity> limits = pod.getSpec().getVolumes().stream()
                .filter(volume -> volume.getEmptyDir() != null)
                .collect(toMap(Volume::getName, volume -> volume.getEmptyDir().getSizeLimit()));
        for (VolumeMount mount : mounts) {
            if (limits.containsKey(mount.getName())) {
                assertThat(usedBytes(engine, container, mount.getMountPath()))
                        .as(
                                "bytes in %s of %s",
                                mount.getMountPath(), pod.getMetadata().getName())
                        .isLessThan(bytes(limits.get(mount.getName())));
            }
        }
    }

    /** Bytes by path. */
    Map<String, Long> usage(ContainerEngine engine, String container, List<VolumeMount> mounts) {
        return mounts.stream()
                .collect(toMap(VolumeMount::getMountPath, mount -> usedBytes(engine, container, mount.getMountPath())));
    }

    private static long usedBytes(ContainerEngine engine, String container, String path) {
        return 1024 * Long.parseLong(engine.exec(container, "du", "-sk", path).split("\\s")[0]);
    }

    static long bytes(Quantity quantity) {
        return quantity.getNumericalAmount().longValueExact();
    }
}
