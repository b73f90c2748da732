package dev.pentimento.it.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestReaderTest {
    private static final String DEPLOYMENT = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: one}
        spec: {replicas: 2, template: {spec: {containers: [{name: service, livenessProbe: {periodSeconds: 5}}]}}}
        """;

    @Test
    void documentsBecomeObjects() throws IOException {
        assertThat(ManifestReader.read(DEPLOYMENT + "---\n" + DEPLOYMENT))
                .hasSize(2)
                .first()
                .isInstanceOfSatisfying(
                        Deployment.class,
                        one -> assertThat(one.getSpec().getReplicas()).isEqualTo(2));
    }

    @ParameterizedTest
    @CsvSource({
        "replicas, replicass",
        "metadata:, meta:",
        "periodSeconds, period",
        "name: service, 'name: service, nam: e'",
        "replicas: 2, 'replicas: 2, replicas: 3'",
        "replicas: 2, replicas: two",
        "apps/v1, apps/v1beta1",
        "Deployment, Deploiment"
    })
    void aMistakeIsAnError(String right, String wrong) {
        assertThatThrownBy(() -> ManifestReader.read(DEPLOYMENT.replace(right, wrong)))
                .isInstanceOfAny(IOException.class, IllegalArgumentException.class);
    }
}
