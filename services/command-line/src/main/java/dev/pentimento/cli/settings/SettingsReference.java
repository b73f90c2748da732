package dev.pentimento.cli.settings;

import dev.pentimento.cli.services.RegistryServiceSettings;
import dev.pentimento.dashboard.DashboardSettings;
import dev.pentimento.dashboard.notifications.NotifySettings;
import dev.pentimento.embedding.EmbeddingSettings;
import dev.pentimento.evaluation.EvaluationSettings;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Setting;
import dev.pentimento.platform.settings.Settings;
import dev.pentimento.platform.settings.SettingsDefinition;
import dev.pentimento.platform.settings.TopicSettings;
import dev.pentimento.platform.settings.TrustSettings;
import dev.pentimento.trainer.TrainerSettings;
import java.util.List;
import java.util.stream.Collectors;

/** Generates the page {@code docs/reference/settings.md} from the declarations of the settings. */
final class SettingsReference {
    static final List<SettingsDefinition> DEFINITIONS = List.of(
            PlatformSettings.DEFINITION,
            TopicSettings.DEFINITION,
            TrustSettings.DEFINITION,
            EmbeddingSettings.DEFINITION,
            EvaluationSettings.DEFINITION,
            TrainerSettings.DEFINITION,
            DashboardSettings.DEFINITION,
            NotifySettings.DEFINITION,
            RegistryServiceSettings.DEFINITION);

    private static final String INTRODUCTION = """
        # Settings

        <!-- Generated from the code. Change the declarations, then run: ./pentimento settings > docs/reference/settings.md -->

        A service reads its settings from a properties file (`--config FILE` or `PENTIMENTO_CONFIG`) and from environment
        variables. The environment wins. One file may serve all services: each service reads the settings of its own section
        and those of every service.

        An unknown or invalid setting stops the start. The message gives the name, the value and what is allowed.

        Durations are written in ISO 8601: `PT0.5S` is half a second, `PT10M` is ten minutes, `P30D` is 30 days.

        Every setting that begins with `kafka.` goes to the Kafka clients unchanged, without that prefix: for example
        `kafka.bootstrap.servers` (default `127.0.0.1:9092`), `kafka.security.protocol`, or `kafka.basic.auth.user.info` for
        the schema registry ([Secure](../how-to/secure.md#connect-to-a-schema-registry)).
        """;

    private SettingsReference() {}

    static String markdown() {
        return INTRODUCTION
                + DEFINITIONS.stream().map(SettingsReference::section).collect(Collectors.joining())
                + formerNames()
                + processVariables();
    }

    private static String section(SettingsDefinition definition) {
        return "\n## " + definition.service()
                + "\n\n"
                + "| setting | environment variable | type | default | allowed | meaning |\n"
                + "|---|---|---|---|---|---|\n"
                + definition.settings().stream().map(SettingsReference::row).collect(Collectors.joining());
    }

    private static String row(Setting<?> setting) {
        return "| `%s` | `%s` | %s | %s | %s | %s |\n"
                .formatted(
                        setting.name(),
                        setting.variable(),
                        setting.type(),
                        defaultOf(setting),
                        setting.allowed(),
                        setting.text());
    }

    private static String defaultOf(Setting<?> setting) {
        if (!setting.shownDefault().equals(setting.standard())) {
            return setting.shownDefault();
        }
        return setting.standard().isEmpty() ? "empty" : "`" + setting.standard() + "`";
    }

    private static String formerNames() {
        return """

                ## Former names

                Older releases read these durations in milliseconds. The former names still work and log a warning. A service
                refuses to start if both names of one setting are given.

                | former name, in milliseconds | now |
                |---|---|
                """
                + DEFINITIONS.stream()
                        .flatMap(definition -> definition.settings().stream())
                        .filter(setting -> setting.formerName() != null)
                        .map(setting -> "| `%s` | `%s` |\n".formatted(setting.formerName(), setting.name()))
                        .collect(Collectors.joining());
    }

    private static String processVariables() {
        return """

                ## Environment variables that are not settings

                | variable | meaning |
                |---|---|
                """
                + Settings.PROCESS_VARIABLES.entrySet().stream()
                        .map(variable -> "| `%s` | %s |\n".formatted(variable.getKey(), variable.getValue()))
                        .collect(Collectors.joining());
    }
}
