package dev.pentimento.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pentimento.platform.settings.TopicSettings;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** Apache's own Kafka in a container; a test that asks for it is skipped, and says so, where no engine answers. */
final class ContainerKafka implements AutoCloseable {
    private static final DockerImageName KAFKA = DockerImageName.parse("apache/kafka:4.3.1");

    private final KafkaContainer container;

    private ContainerKafka(KafkaContainer container) {
        this.container = container;
    }

    static ContainerKafka start() {
        assumeTrue(engineAnswers(), "NOT PROVEN HERE: no container engine answers, so nothing ran against " + KAFKA);
        KafkaContainer container = new KafkaContainer(KAFKA)
                .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
                .withEnv("KAFKA_MESSAGE_MAX_BYTES", "" + TopicSettings.DEFAULT_MAX_MESSAGE_BYTES)
                .withEnv("KAFKA_REPLICA_FETCH_MAX_BYTES", "" + TopicSettings.DEFAULT_MAX_MESSAGE_BYTES);
        container.waitingFor(Wait.forListeningPort()); // images are set to log more or less
        container.start();
        return new ContainerKafka(container);
    }

    String bootstrapServers() {
        String told = container.getBootstrapServers();
        return told.substring(told.lastIndexOf('/') + 1); // without the name of the protocol
    }

    private static boolean engineAnswers() {
        try {
            return DockerClientFactory.instance().isDockerAvailable();
        } catch (RuntimeException e) {
            return false; // an engine that can neither pull nor run an image
        }
    }

    @Override
    public void close() {
        container.stop();
    }
}
