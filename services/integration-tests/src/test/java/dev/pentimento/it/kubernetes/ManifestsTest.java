package dev.pentimento.it.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.pentimento.cli.services.RegistryServiceSettings;
import dev.pentimento.dashboard.DashboardSettings;
import dev.pentimento.embedding.EmbeddingSettings;
import dev.pentimento.evaluation.EvaluationSettings;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Settings;
import dev.pentimento.trainer.TrainerSettings;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be said of an overlay without running it: whether a cluster takes it, and whether its parts fit together. */
@ParameterizedClass
@ValueSource(strings = {"local", "production", "gpu"})
class ManifestsTest {
    private static final Map<String, Manifests> RENDERED = new ConcurrentHashMap<>();

    private final Manifests manifests;

    ManifestsTest(String overlay) {
        manifests = RENDERED.computeIfAbsent(overlay, Manifests::ofOverlay);
    }

    @Test
    void everyServiceHasAPod() {
        assertThat(manifests.pods())
                .extracting(pod -> pod.getMetadata().getLabels().get("app.kubernetes.io/component"))
                .contains("registry", "embedding", "evaluation", "trainer", "dashboard");
    }

    @Test
    void everyPodHoldsTheRestrictedProfile() {
        for (Pod pod : manifests.pods()) {
            assertThat(RestrictedProfile.violations(pod)).as(name(pod)).isEmpty();
        }
    }

    @Test
    void noPodGetsATokenOfTheClusterOrVariablesOfServices() {
        for (Pod pod : manifests.pods()) {
            assertThat(pod.getSpec().getAutomountServiceAccountToken())
                    .as(name(pod))
                    .isFalse();
            assertThat(pod.getSpec().getEnableServiceLinks()).as(name(pod)).isFalse();
        }
    }

    /** The scheduler finds room for what a container may take, and its folders on disk fit into that. */
    @Test
    void everyContainerSaysWhatItTakes() {
        for (Pod pod : manifests.pods()) {
            Map<String, Quantity> requests = container(pod).getResources().getRequests();
            Map<String, Quantity> limits = container(pod).getResources().getLimits();
            assertThat(limits.get("memory")).as(name(pod)).isNotNull().isEqualTo(requests.get("memory"));
            assertThat(requests).as(name(pod)).containsKeys("cpu", "ephemeral-storage");
            long folders = pod.getSpec().getVolumes().stream()
                    .map(Volume::getEmptyDir)
                    .filter(Objects::nonNull)
                    .mapToLong(folder -> PodVolumes.bytes(folder.getSizeLimit()))
                    .sum();
            assertThat(folders).as(name(pod)).isLessThan(PodVolumes.bytes(limits.get("ephemeral-storage")));
        }
    }

    @Test
    void everyServiceTakesItsSettings() {
        for (Pod pod : manifests.pods()) {
            String component = pod.getMetadata().getLabels().get("app.kubernetes.io/component");
            if (component != null) {
                Map<String, String> environment =
                        new PodEnvironment(manifests, secretsFor(container(pod))).of(pod, container(pod));
                assertThatCode(() -> read(component, Settings.load(null, environment)))
                        .as(name(pod))
                        .doesNotThrowAnyException();
            }
        }
    }

    private static Object read(String component, Settings settings) {
        PlatformSettings platform = PlatformSettings.from(settings);
        return switch (component) {
            case "registry" -> RegistryServiceSettings.from(settings, platform);
            case "embedding" -> EmbeddingSettings.from(settings);
            case "evaluation" -> EvaluationSettings.from(settings, platform);
            case "trainer" -> TrainerSettings.from(settings);
            case "dashboard" -> DashboardSettings.from(settings);
            default -> throw new AssertionError("there is no service " + component);
        };
    }

    /** As long as a token must be. */
    private static Map<String, Map<String, String>> secretsFor(Container container) {
        Map<String, Map<String, String>> secrets = new HashMap<>();
        for (EnvVar variable : container.getEnv()) {
            if (variable.getValueFrom() != null && variable.getValueFrom().getSecretKeyRef() != null) {
                var key = variable.getValueFrom().getSecretKeyRef();
                secrets.computeIfAbsent(key.getName(), none -> new HashMap<>()).put(key.getKey(), "x".repeat(22));
            }
        }
        return secrets;
    }

    @Test
    void servicesLeadToPortsOfPods() {
        for (Service service : manifests.services()) {
            assertThat(selected(new LabelSelector(List.of(), service.getSpec().getSelector())))
                    .as("pods of Service %s", service.getMetadata().getName())
                    .isNotEmpty()
                    .allSatisfy(pod -> service.getSpec()
                            .getPorts()
                            .forEach(port -> PodProbe.port(
                                    container(pod), port.getTargetPort().getStrVal())));
        }
    }

    @Test
    void budgetsAndPoliciesAreForPodsThatThereAre() {
        for (PodDisruptionBudget budget : manifests.all(PodDisruptionBudget.class)) {
            assertThat(selected(budget.getSpec().getSelector())).isNotEmpty();
        }
        for (NetworkPolicy policy : manifests.all(NetworkPolicy.class)) {
            assertThat(selected(policy.getSpec().getPodSelector()))
                    .as("pods of NetworkPolicy %s", policy.getMetadata().getName())
                    .isNotEmpty();
        }
    }

    @Test
    void theImageIsThatOfTheComingRelease() throws IOException {
        Matcher revision = Pattern.compile("<revision>([0-9.]+)(-SNAPSHOT)?</revision>")
                .matcher(Files.readString(Manifests.ROOT.resolve("pom.xml")));
        assertThat(revision.find()).isTrue();
        assertThat(manifests.pods())
                .filteredOn(pod -> !name(pod).startsWith("kafka-"))
                .extracting(pod -> container(pod).getImage())
                .allMatch(image -> image.matches("pentimento(-cuda)?:" + Pattern.quote(revision.group(1))));
    }

    private List<Pod> selected(LabelSelector selector) {
        assertThat(selector.getMatchExpressions()).isEmpty();
        return manifests.pods().stream()
                .filter(pod -> pod.getMetadata()
                        .getLabels()
                        .entrySet()
                        .containsAll(selector.getMatchLabels().entrySet()))
                .toList();
    }

    private static Container container(Pod pod) {
        return RunningPod.container(pod);
    }

    private static String name(Pod pod) {
        return pod.getMetadata().getName();
    }
}
