package dev.pentimento.cli.demo;

import dev.pentimento.platform.settings.Settings;
import java.util.Map;

/** What the demo sets unless the user does: a story of minutes instead of days. */
final class DemoSettings {
    private static final Map<String, String> STORY = Map.of(
            "trainer.promotion", "automatic",
            "trainer.retrain.min.labels", "1000",
            "evaluation.window", "PT5S",
            // it tells at which image the alarm came, so all of them are counted however fast they come
            "evaluation.drift.rate", "1000000000",
            "evaluation.run.length", "1000000");

    private DemoSettings() {}

    static Settings over(Settings users) {
        return Settings.of(STORY).with(users.asMap());
    }
}
