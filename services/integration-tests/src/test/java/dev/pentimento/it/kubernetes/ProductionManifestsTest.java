package dev.pentimento.it.kubernetes;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.pentimento.platform.kafka.TopicPlan;
import dev.pentimento.platform.kafka.Topics;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Settings;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What operators make of {@code k8s/overlays/production} is what the rest of the project says. */
class ProductionManifestsTest {
    private static Manifests manifests;

    @BeforeAll
    static void putTogether() {
        manifests = Manifests.ofOverlay("production");
    }

    @Test
    void theTopicsAreWhatTheServicesWant() {
        Map<String, String> environment = manifests.all(ConfigMap.class).get(0).getData();
        Topics topics = new Topics(PlatformSettings.from(Settings.load(null, environment)));
        Map<String, Map<String, String>> wanted =
                topics.plans().stream().collect(toMap(TopicPlan::name, ProductionManifestsTest::properties));
        Map<String, Map<String, String>> found = manifests.all(KafkaTopic.class).stream()
                .filter(topic -> topic.getSpec().getTopicName() == null) // the schema registry's
                .collect(toMap(topic -> topic.getMetadata().getName(), ProductionManifestsTest::properties));
        assertThat(found).isEqualTo(wanted);
    }

    private static Map<String, String> properties(TopicPlan plan) {
        Map<String, String> properties = new HashMap<>(plan.configuration());
        properties.put("partitions", "" + plan.partitions());
        properties.put("replicas", "" + plan.replicas());
        return properties;
    }

    private static Map<String, String> properties(KafkaTopic topic) {
        Map<String, String> properties = new HashMap<>();
        topic.getSpec().getConfig().forEach((name, value) -> properties.put(name, Objects.toString(value)));
        properties.put("partitions", "" + topic.getSpec().getPartitions());
        properties.put("replicas", "" + topic.getSpec().getReplicas());
        return properties;
    }

    @Test
    void theAlertsAreThoseOfPrometheus() throws IOException {
        YAMLMapper yaml = new YAMLMapper();
        JsonNode rules = yaml.readTree(
                Manifests.ROOT.resolve("monitoring/prometheus/rules.yml").toFile());
        PrometheusRule rule = manifests.all(PrometheusRule.class).get(0);
        JsonNode spec = yaml.readTree(yaml.writeValueAsString(rule.getSpec()));
        assertThat(spec.path("groups")).isEqualTo(rules.path("groups"));
    }
}
