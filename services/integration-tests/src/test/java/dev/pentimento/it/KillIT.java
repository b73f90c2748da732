package dev.pentimento.it;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** Both services die twenty times each while they work, with a broker in this process. */
class KillIT {
    private static final int KILLS = 20;
    private static final int IMAGES = 50_000;

    @TempDir
    Path folder;

    @Test
    void nothingIsLostOrDoneTwiceHoweverOftenTheServicesAreKilled(TestReporter reporter) throws Exception {
        try (Backbone backbone = Backbone.at(folder)) {
            new KillStory(backbone, reporter).tell(KILLS, IMAGES);
        }
    }
}
