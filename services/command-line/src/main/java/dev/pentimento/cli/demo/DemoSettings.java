package dev.pentimento.cli.demo;

import dev.pentimento.platform.settings.Settings;
import java.util.Map;

/** Settings of the demo, which the user's own settings override. With them, a run takes only minutes. */
final class DemoSettings {
    private static final Map<String, String> STORY = Map.of(
            "trainer.promotion", "automatic",
            "trainer.retrain.min.labels", "1000",
            "evaluation.window", "PT5S",
            // the report gives the image at which the alarm was raised, so drift is measured on every image
            "evaluation.drift.rate", "1000000000",
            "evaluation.run.length", "1000000");

    private DemoSettings() {}

    static Settings over(Settings users) {
        return Settings.of(STORY).with(users.asMap());
    }
}
