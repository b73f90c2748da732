package dev.pentimento.it.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RestrictedProfileTest {
    @Test
    void aPodThatGivesEverythingUpIsAllowed() {
        assertThat(RestrictedProfile.violations(restricted())).isEmpty();
    }

    @Test
    void aPodThatSaysNothingIsNot() {
        Pod pod = new PodBuilder()
                .withNewSpec()
                .addNewContainer()
                .withName("service")
                .endContainer()
                .endSpec()
                .build();
        assertThat(RestrictedProfile.violations(pod))
                .containsExactlyInAnyOrder(
                        "allowPrivilegeEscalation of container service",
                        "runAsNonRoot of container service",
                        "seccompProfile of container service",
                        "capabilities.drop of container service");
    }

    @ParameterizedTest
    @MethodSource("liberties")
    void aPodThatTakesALibertyIsRefused(String liberty, UnaryOperator<PodBuilder> taken) {
        Pod pod = taken.apply(new PodBuilder(restricted())).build();
        assertThat(RestrictedProfile.violations(pod)).singleElement().asString().startsWith(liberty);
    }

    static Stream<Arguments> liberties() {
        return Stream.of(
                liberty(
                        "hostNetwork",
                        pod -> pod.editSpec().withHostNetwork(true).endSpec()),
                liberty("hostPID", pod -> pod.editSpec().withHostPID(true).endSpec()),
                liberty(
                        "type of volume",
                        pod -> pod.editSpec()
                                .addNewVolume()
                                .withName("all")
                                .withNewHostPath("/", "Directory")
                                .endVolume()
                                .endSpec()),
                liberty(
                        "runAsUser",
                        pod -> pod.editSpec()
                                .editSecurityContext()
                                .withRunAsUser(0L)
                                .endSecurityContext()
                                .endSpec()),
                liberty(
                        "seccompProfile",
                        pod -> pod.editSpec()
                                .editSecurityContext()
                                .withNewSeccompProfile(null, "Unconfined")
                                .endSecurityContext()
                                .endSpec()),
                liberty(
                        "runAsNonRoot",
                        pod -> pod.editSpec()
                                .editContainer(0)
                                .editSecurityContext()
                                .withRunAsNonRoot(false)
                                .endSecurityContext()
                                .endContainer()
                                .endSpec()),
                liberty(
                        "privileged",
                        pod -> pod.editSpec()
                                .editContainer(0)
                                .editSecurityContext()
                                .withPrivileged(true)
                                .endSecurityContext()
                                .endContainer()
                                .endSpec()),
                liberty(
                        "capabilities.add",
                        pod -> pod.editSpec()
                                .editContainer(0)
                                .editSecurityContext()
                                .editCapabilities()
                                .addToAdd("SYS_ADMIN")
                                .endCapabilities()
                                .endSecurityContext()
                                .endContainer()
                                .endSpec()),
                liberty(
                        "hostPort",
                        pod -> pod.editSpec()
                                .editContainer(0)
                                .addNewPort()
                                .withContainerPort(80)
                                .withHostPort(80)
                                .endPort()
                                .endContainer()
                                .endSpec()));
    }

    private static Arguments liberty(String name, UnaryOperator<PodBuilder> taken) {
        return Arguments.of(name, taken);
    }

    private static Pod restricted() {
        return new PodBuilder()
                .withNewSpec()
                .withNewSecurityContext()
                .withRunAsNonRoot(true)
                .withNewSeccompProfile(null, "RuntimeDefault")
                .endSecurityContext()
                .addNewContainer()
                .withName("service")
                .withNewSecurityContext()
                .withAllowPrivilegeEscalation(false)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .endSecurityContext()
                .endContainer()
                .endSpec()
                .build();
    }
}
