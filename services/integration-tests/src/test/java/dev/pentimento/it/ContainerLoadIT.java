package dev.pentimento.it;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** Instances come and go and versions change under load, with Apache's own Kafka in a container. {@link LoadIT} takes as long. */
@Tag("on-request")
class ContainerLoadIT {
    @TempDir
    Path folder;

    @Test
    void nothingIsLostOrDoneTwiceWhateverChangesUnderLoad(TestReporter reporter) throws Exception {
        try (ContainerKafka kafka = ContainerKafka.start();
                Backbone backbone = Backbone.on(kafka.bootstrapServers(), folder);
                LoadStory story = new LoadStory(backbone, reporter)) {
            story.begin();
            story.scaleToThree();
            story.killOneOfSeveral();
            story.scaleToOne();
            story.swapThreeTimes();
            story.guarantees();
        }
    }
}
