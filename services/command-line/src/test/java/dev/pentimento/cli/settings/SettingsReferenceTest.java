package dev.pentimento.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.pentimento.platform.settings.Setting;
import dev.pentimento.platform.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SettingsReferenceTest {
    private static final Path PAGE = Path.of("../../docs/reference/settings.md");
    private static final String REGENERATE = "./pentimento settings > docs/reference/settings.md";

    private static List<Setting<?>> all() {
        return SettingsReference.DEFINITIONS.stream()
                .<Setting<?>>flatMap(definition -> definition.settings().stream())
                .toList();
    }

    @Test
    void thePageIsWhatTheDeclarationsSay() throws IOException {
        assertThat(Files.readString(PAGE))
                .as("docs/reference/settings.md is out of date; write it again with: " + REGENERATE)
                .isEqualTo(SettingsReference.markdown());
    }

    @Test
    void noTwoServicesDeclareTheSameName() {
        assertThat(all()).extracting(Setting::name).doesNotHaveDuplicates();
    }

    @Test
    void everyDeclaredNameIsInASectionThatSettingsKnow() {
        assertThat(all())
                .allSatisfy(setting -> assertThatCode(() -> Settings.of(Map.of(setting.name(), setting.standard())))
                        .doesNotThrowAnyException());
    }

    @Test
    void everyDurationIsIsoAndNoNameCarriesItsUnitOfTime() {
        assertThat(all()).extracting(Setting::name).noneMatch(name -> name.matches(".*\\.(ms|millis|seconds|minutes)"));
        assertThat(all())
                .filteredOn(setting -> setting.type().equals("duration"))
                .hasSizeGreaterThan(10)
                .allSatisfy(setting -> assertThat(setting.standard()).startsWith("P"));
    }

    @Test
    void everyTextIsASentence() {
        Pattern sentence = Pattern.compile("[A-Z].*\\.");
        assertThat(all())
                .extracting(Setting::text)
                .allMatch(text -> sentence.matcher(text).matches());
    }
}
