package dev.pentimento.cli.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.cli.Samples;
import dev.pentimento.cli.output.Tone;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Stage;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VersionDetailsTest {
    private static final ModelVersion VERSION = Samples.version("aa11", Stage.CHAMPION, Samples.NOON);

    @Test
    void whatOneAsksFirstComesFirst() {
        Map<String, String> details = VersionDetails.of(VERSION);

        assertThat(details.keySet()).startsWith("version", "stage", "why");
        assertThat(details)
                .containsEntry("version", "aa11")
                .containsEntry("stage", "CHAMPION since 2026-03-01T12:00:00Z")
                .containsEntry("classes", "cat, dog")
                .containsEntry(
                        "input",
                        "1 × 28 × 28, mean [0.5], standard deviation [0.25], as stored, 16-bit grey from 0 to 65535")
                .containsEntry("preprocessing", "resize exact, bilinear, filled with 0, rgb, range 0.0 to 1.0")
                .containsEntry("trained", "12.3 s on cpu, seed 1")
                .containsEntry("validation", "original.balanced_accuracy=0.9012");
    }

    @Test
    void aFileThatTheVersionLacksIsNone() {
        assertThat(VersionDetails.of(VERSION))
                .containsEntry("correction", "none")
                .containsEntry("parent", "-")
                .containsEntry("encoder", "e".repeat(64) + ", 4000 bytes, safetensors");
    }

    @Test
    void theColourOfARowIsThatOfItsStage() {
        VersionRows rows = new VersionRows();

        assertThat(rows.of(VERSION)).containsExactly(VERSION);
        assertThat(rows.tone(VERSION)).isEqualTo(Tone.GOOD);
        assertThat(rows.tone(Samples.version("b", Stage.REJECTED, Samples.NOON)))
                .isEqualTo(Tone.BAD);
        assertThat(rows.tone(Samples.version("b", Stage.RETIRED, Samples.NOON))).isEqualTo(Tone.PLAIN);
        assertThat(rows.tone(Samples.version("b", Stage.CANDIDATE, Samples.NOON)))
                .isEqualTo(Tone.NOTABLE);
    }
}
