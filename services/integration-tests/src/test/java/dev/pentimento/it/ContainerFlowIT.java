package dev.pentimento.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pentimento.platform.kafka.Topic;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** The way of an image, with Apache's own Kafka in a container. */
class ContainerFlowIT extends ImageFlow {
    private static final DockerImageName KAFKA = DockerImageName.parse("apache/kafka:4.3.1");

    private KafkaContainer kafka;

    @Override
    RunningSystem start(Path data) {
        assumeTrue(engineAnswers(), "NOT PROVEN HERE: no container engine answers, so nothing ran against " + KAFKA);
        kafka = new KafkaContainer(KAFKA)
                .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
                .withEnv("KAFKA_MESSAGE_MAX_BYTES", "" + Topic.MAX_RECORD_BYTES)
                .withEnv("KAFKA_REPLICA_FETCH_MAX_BYTES", "" + Topic.MAX_RECORD_BYTES);
        kafka.waitingFor(Wait.forListeningPort()); // images are set to log more or less
        kafka.start();
        return RunningSystem.on(kafka.getBootstrapServers(), data);
    }

    private static boolean engineAnswers() {
        try {
            return DockerClientFactory.instance().isDockerAvailable();
        } catch (RuntimeException e) {
            return false; // an engine that can neither pull nor run an image
        }
    }

    @AfterAll
    void stopKafka() {
        if (kafka != null) {
            kafka.stop();
        }
    }
}
