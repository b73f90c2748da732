package dev.pentimento.it.kubernetes;

import static org.junit.jupiter.api.Assumptions.abort;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What {@code kubectl apply -k} sends to a cluster, and the pods that the cluster makes of it. */
public final class Manifests {
    static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();

    private final List<HasMetadata> objects;

    private Manifests(List<HasMetadata> objects) {
        this.objects = List.copyOf(objects);
    }

    /** The test is skipped, and says so, where there is no {@code kubectl}. */
    public static Manifests ofOverlay(String name) {
        Program kubectl = new Program("kubectl");
        if (!kubectl.can("version", "--client")) {
            abort("NOT PROVEN HERE: there is no kubectl, so nobody put the manifests together");
        }
        String folder = ROOT.resolve("k8s").resolve("overlays").resolve(name).toString();
        try {
            return new Manifests(ManifestReader.read(kubectl.run("kustomize", folder)));
        } catch (IOException e) {
            throw new AssertionError("Kubernetes would not take " + folder + ": " + e.getMessage(), e);
        }
    }

    <T extends HasMetadata> List<T> all(Class<T> type) {
        return objects.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** As the controllers of Deployments and StatefulSets make them. */
    public List<Pod> pods() {
        return Stream.concat(
                        all(Deployment.class).stream().flatMap(each -> Controllers.pods(each).stream()),
                        all(StatefulSet.class).stream().flatMap(each -> Controllers.pods(each).stream()))
                .toList();
    }

    Map<String, String> configMap(String name) {
        return all(ConfigMap.class).stream()
                .filter(map -> map.getMetadata().getName().equals(name))
                .map(ConfigMap::getData)
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no ConfigMap " + name));
    }

    List<Service> services() {
        return all(Service.class);
    }

    /** Those that lead to the pod. */
    List<Service> servicesOf(Pod pod) {
        return services().stream()
                .filter(service -> pod.getMetadata()
                        .getLabels()
                        .entrySet()
                        .containsAll(service.getSpec().getSelector().entrySet()))
                .toList();
    }
}
