package dev.pentimento.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands say when they are used wrongly or find nobody to talk to. */
class CommandsTest {
    @TempDir
    Path folder;

    @Test
    void anUnknownStreamIsAnsweredWithThoseThatThereAre() {
        CommandRun run = CommandRun.of("watch", "everything");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("unknown stream 'everything'; it must be one of predictions, outcomes, label-requests,"
                        + " quality, drift, models, dead-letters");
    }

    @Test
    void aMaximumIsPositive() {
        assertThat(CommandRun.of("watch", "drift", "--max", "0"))
                .satisfies(run -> assertThat(run.exitCode()).isEqualTo(2))
                .satisfies(run -> assertThat(run.err()).contains("--max must be positive: 0"));
    }

    @Test
    void anEmbeddingHasTwoDimensionsOrMoreAndExperimentsHaveTheirOwn() {
        assertThat(CommandRun.of("train", "--dataset", "fashion-mnist-subset", "--embedding-size", "1"))
                .satisfies(run -> assertThat(run.exitCode()).isEqualTo(2))
                .satisfies(run -> assertThat(run.err()).contains("--embedding-size must be at least 2: 1"));
        assertThat(CommandRun.of(
                        "train",
                        "--dataset",
                        "fashion-mnist-subset",
                        "--experiment",
                        "recipe",
                        "--embedding-size",
                        "9"))
                .satisfies(run -> assertThat(run.exitCode()).isEqualTo(2))
                .satisfies(run -> assertThat(run.err()).contains("cannot be combined with --embedding-size"));
    }

    @Test
    void aReplayNeedsAVersionAndATimeThatEndsAfterItBegins() {
        CommandRun none = CommandRun.of("replay");
        CommandRun backwards = CommandRun.of(
                "replay", "--model-version", "ab", "--from", "2026-03-02T00:00:00Z", "--to", "2026-03-01T00:00:00Z");
        CommandRun noTime = CommandRun.of("replay", "--version", "ab", "--from", "yesterday");

        assertThat(List.of(none.exitCode(), backwards.exitCode(), noTime.exitCode()))
                .containsOnly(2);
        assertThat(none.err()).contains("--model-version");
        assertThat(backwards.err()).contains("--to must be after --from");
        assertThat(noTime.err())
                .contains("--from", "'yesterday' is not a time such as")
                .doesNotContain("Exception");
    }

    @Test
    void aReplayTakesItsFormerOptionAndTellsTheProgramsVersionWithoutAValue() {
        CommandRun former = CommandRun.of(
                "replay", "--version", "ab", "--from", "-2h", "--to", "-3h", "--bootstrap-server", "127.0.0.1:1");

        assertThat(former.err()).contains("--to must be after --from");
        assertThat(CommandRun.of("replay", "--version").out()).startsWith("pentimento ");
    }

    @Test
    void helpIsACommandToo() {
        assertThat(CommandRun.of("help").out()).contains("Usage: pentimento ", "alarms");
        assertThat(CommandRun.of("help", "models", "promote").out()).contains("Usage: pentimento models promote");
        assertThat(CommandRun.of("help", "moddels").err()).contains("there is no command 'moddels'");
    }

    @Test
    void commandsAreCompletedInAShell() {
        assertThat(CommandRun.of("completion").out())
                .startsWith("#!/usr/bin/env bash")
                .contains("acknowledge");
    }

    @Test
    void aMissingBrokerIsSaidInOneSentence() {
        CommandRun run = CommandRun.of("models", "list", "--bootstrap-server", "127.0.0.1:1");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).isEqualToIgnoringNewLines("pentimento: no Kafka broker answers at 127.0.0.1:1");
    }

    @Test
    void aMissingSettingsFileIsNamed() {
        Path file = folder.resolve("none.properties");

        CommandRun run = CommandRun.of("watch", "drift", "--config", file.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith("pentimento: cannot read the settings file " + file);
    }
}
