package dev.pentimento.it;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** Instances come and go, the broker restarts, versions change and some of them are broken, all under load. */
class LoadIT {
    @TempDir
    Path folder;

    @Test
    void nothingIsLostOrDoneTwiceWhateverChangesUnderLoad(TestReporter reporter) throws Exception {
        try (Backbone backbone = Backbone.at(folder);
                LoadStory story = new LoadStory(backbone, reporter)) {
            story.begin();
            story.scaleToThree();
            story.killOneOfSeveral();
            story.scaleToOne();
            backbone.restartBroker();
            story.goesOn("after the broker's restart");
            story.swapThreeTimes();
            story.guarantees();
        }
    }
}
