package dev.pentimento.it.kubernetes;

import io.fabric8.kubernetes.api.model.Capabilities;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SeccompProfile;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The pod security standard "restricted". Source: Kubernetes, <a
 * href="https://kubernetes.io/docs/concepts/security/pod-security-standards/">Pod Security Standards</a>.
 */
final class RestrictedProfile {
    private static final Set<String> SECCOMP = Set.of("RuntimeDefault", "Localhost");
    private static final Set<String> CAPABILITIES = Set.of("NET_BIND_SERVICE");

    private final List<String> violations = new ArrayList<>();

    private RestrictedProfile() {}

    /** What the pod does that the profile forbids. */
    static List<String> violations(Pod pod) {
        RestrictedProfile profile = new RestrictedProfile();
        profile.check(pod.getSpec());
        return profile.violations;
    }

    private void check(PodSpec pod) {
        PodSecurityContext security = Objects.requireNonNullElseGet(pod.getSecurityContext(), PodSecurityContext::new);
        forbid(isTrue(pod.getHostNetwork()), "hostNetwork");
        forbid(isTrue(pod.getHostPID()), "hostPID");
        forbid(isTrue(pod.getHostIPC()), "hostIPC");
        forbid(!security.getSysctls().isEmpty(), "sysctls");
        forbid(security.getSeLinuxOptions() != null, "seLinuxOptions");
        forbid(security.getAppArmorProfile() != null, "appArmorProfile");
        forbid(security.getWindowsOptions() != null, "windowsOptions");
        pod.getVolumes().forEach(volume -> forbid(!isAllowed(volume), "type of volume " + volume.getName()));
        Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream())
                .forEach(container -> check(container, security));
    }

    private void check(Container container, PodSecurityContext pod) {
        SecurityContext own = Objects.requireNonNullElseGet(container.getSecurityContext(), SecurityContext::new);
        String of = " of container " + container.getName();
        forbid(isTrue(own.getPrivileged()), "privileged" + of);
        forbid(!Boolean.FALSE.equals(own.getAllowPrivilegeEscalation()), "allowPrivilegeEscalation" + of);
        forbid(!isTrue(first(own.getRunAsNonRoot(), pod.getRunAsNonRoot())), "runAsNonRoot" + of);
        forbid(Objects.equals(first(own.getRunAsUser(), pod.getRunAsUser()), 0L), "runAsUser" + of);
        SeccompProfile seccomp = first(own.getSeccompProfile(), pod.getSeccompProfile());
        forbid(seccomp == null || !SECCOMP.contains(seccomp.getType()), "seccompProfile" + of);
        forbid(own.getSeLinuxOptions() != null, "seLinuxOptions" + of);
        forbid(own.getAppArmorProfile() != null, "appArmorProfile" + of);
        forbid(own.getWindowsOptions() != null, "windowsOptions" + of);
        forbid(own.getProcMount() != null && !own.getProcMount().equals("Default"), "procMount" + of);
        Capabilities capabilities = Objects.requireNonNullElseGet(own.getCapabilities(), Capabilities::new);
        forbid(!capabilities.getDrop().contains("ALL"), "capabilities.drop" + of);
        forbid(!CAPABILITIES.containsAll(capabilities.getAdd()), "capabilities.add" + of);
        forbid(
                container.getPorts().stream().map(ContainerPort::getHostPort).anyMatch(Objects::nonNull),
                "hostPort" + of);
    }

    private static boolean isAllowed(Volume volume) {
        return Stream.of(
                        volume.getConfigMap(),
                        volume.getCsi(),
                        volume.getDownwardAPI(),
                        volume.getEmptyDir(),
                        volume.getEphemeral(),
                        volume.getPersistentVolumeClaim(),
                        volume.getProjected(),
                        volume.getSecret())
                .anyMatch(Objects::nonNull);
    }

    private void forbid(boolean violated, String what) {
        if (violated) {
            violations.add(what);
        }
    }

    private static boolean isTrue(@Nullable Boolean value) {
        return Boolean.TRUE.equals(value);
    }

    private static <T> @Nullable T first(@Nullable T own, @Nullable T ofPod) {
        return own != null ? own : ofPod;
    }
}
