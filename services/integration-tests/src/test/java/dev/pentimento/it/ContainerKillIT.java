package dev.pentimento.it;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** Both services die at each point of a transaction, with Apache's own Kafka in a container. */
@Tag("long")
class ContainerKillIT {
    private static final int KILLS = KillPoint.values().length;
    private static final int IMAGES = 5_000;

    @TempDir
    Path folder;

    @Test
    void nothingIsLostOrDoneTwiceHoweverOftenTheServicesAreKilled(TestReporter reporter) throws Exception {
        try (ContainerKafka kafka = ContainerKafka.start();
                Backbone backbone = Backbone.on(kafka.bootstrapServers(), folder)) {
            new KillStory(backbone, reporter).tell(KILLS, IMAGES);
        }
    }
}
