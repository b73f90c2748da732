package dev.pentimento.it;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;

/** The path of an image, with Apache's own Kafka in a container. */
class ContainerFlowIT extends ImageFlow {
    private ContainerKafka kafka;

    @Override
    RunningSystem start(Path data) {
        kafka = ContainerKafka.start();
        return RunningSystem.on(kafka.bootstrapServers(), data);
    }

    @AfterAll
    void stopKafka() {
        if (kafka != null) {
            kafka.close();
        }
    }
}
