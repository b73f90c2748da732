package dev.pentimento.cli.process;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogSettingsTest {
    @ParameterizedTest
    @ValueSource(strings = {"trace", "debug", "info", "warn", "error", "INFO"})
    void everyLevelIsAllowed(String level) {
        assertThatCode(() -> LogSettings.check(Map.of("PENTIMENTO_LOG", level))).doesNotThrowAnyException();
    }

    @Test
    void bothFormatsAreAllowedAndNeitherVariableIsNeeded() {
        assertThatCode(() -> {
                    LogSettings.check(Map.of());
                    LogSettings.check(Map.of("PENTIMENTO_LOG_FORMAT", "text"));
                    LogSettings.check(Map.of("PENTIMENTO_LOG_FORMAT", "json"));
                })
                .doesNotThrowAnyException();
    }

    @Test
    void anythingElseIsRefusedWithWhatIsAllowed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LogSettings.check(Map.of("PENTIMENTO_LOG_FORMAT", "xml")))
                .withMessage("PENTIMENTO_LOG_FORMAT is 'xml' but must be one of text, json");
    }
}
