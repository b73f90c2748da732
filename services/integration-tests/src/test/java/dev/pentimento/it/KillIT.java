package dev.pentimento.it;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * Both services die again and again while they work, with a broker in this process. {@code kill.times} and {@code kill.images}
 * ask for more.
 */
class KillIT {
    /** Of each service: twice at each point. */
    private static final int KILLS = Integer.getInteger("kill.times", 2 * KillPoint.values().length);

    private static final int IMAGES = Integer.getInteger("kill.images", 15_000);

    @TempDir
    Path folder;

    @Test
    void nothingIsLostOrDoneTwiceHoweverOftenTheServicesAreKilled(TestReporter reporter) throws Exception {
        try (Backbone backbone = Backbone.at(folder)) {
            new KillStory(backbone, reporter).tell(KILLS, IMAGES);
        }
    }
}
