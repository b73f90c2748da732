package dev.pentimento.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.cli.CommandRun;
import org.junit.jupiter.api.Test;

class SettingsCommandTest {
    @Test
    void thePageIsPrintedOnStandardOutput() {
        CommandRun run = CommandRun.of("settings");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualTo(SettingsReference.markdown());
    }
}
