package dev.pentimento.it.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The environment of a pod's container. What comes later wins: variables of Services, maps, variables of the container.
 *
 * @param secrets by name, then by key
 */
record PodEnvironment(Manifests manifests, Map<String, Map<String, String>> secrets) {
    Map<String, String> of(Pod pod, Container container) {
        Map<String, String> environment = new TreeMap<>();
        if (!Boolean.FALSE.equals(pod.getSpec().getEnableServiceLinks())) {
            environment.putAll(ServiceVariables.of(manifests.services()));
        }
        for (EnvFromSource source : container.getEnvFrom()) {
            environment.putAll(manifests.configMap(source.getConfigMapRef().getName()));
        }
        for (EnvVar variable : container.getEnv()) {
            String value = variable.getValueFrom() == null
                    ? variable.getValue()
                    : value(pod, variable.getName(), variable.getValueFrom());
            if (value != null) {
                environment.put(variable.getName(), value);
            }
        }
        return environment;
    }

    private @Nullable String value(Pod pod, String name, EnvVarSource source) {
        if (source.getFieldRef() != null) {
            return field(pod, source.getFieldRef().getFieldPath());
        }
        if (source.getSecretKeyRef() != null) {
            return secret(source.getSecretKeyRef());
        }
        throw new IllegalArgumentException("this test cannot find the value of " + name);
    }

    private static String field(Pod pod, String path) {
        return switch (path) {
            case "metadata.name" -> pod.getMetadata().getName();
            case "metadata.namespace" -> pod.getMetadata().getNamespace();
            default -> throw new IllegalArgumentException("this test does not know the field " + path + " of a pod");
        };
    }

    private @Nullable String secret(SecretKeySelector selector) {
        String value = secrets.getOrDefault(selector.getName(), Map.of()).get(selector.getKey());
        if (value == null && !Boolean.TRUE.equals(selector.getOptional())) {
            throw new AssertionError("there is no Secret " + selector.getName() + " with " + selector.getKey());
        }
        return value;
    }
}
