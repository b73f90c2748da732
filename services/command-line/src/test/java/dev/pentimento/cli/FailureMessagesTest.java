package dev.pentimento.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.cli.process.FailureSentence;
import dev.pentimento.serving.faults.MachineFaultException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class FailureMessagesTest {
    @Test
    void causesFollowWhatTheyCaused() {
        Throwable failure =
                new IllegalStateException("the broker does not start", new IOException("No space left on device"));

        assertThat(FailureSentence.of(failure)).isEqualTo("the broker does not start: No space left on device");
    }

    @Test
    void wrappersAndRepetitionsAreLeftOut() {
        IOException cause = new IOException("connection refused by 127.0.0.1");

        assertThat(FailureSentence.of(new ExecutionException(new UncheckedIOException(cause))))
                .isEqualTo("connection refused by 127.0.0.1");
        assertThat(FailureSentence.of(new IllegalStateException("no answer: " + cause.getMessage(), cause)))
                .isEqualTo("no answer: connection refused by 127.0.0.1");
    }

    @Test
    void aBareNameIsExplained() {
        assertThat(FailureSentence.of(new NoSuchFileException("images/"))).isEqualTo("images/ does not exist");
        assertThat(FailureSentence.of(new UnknownHostException("kafka"))).isEqualTo("unknown host: kafka");
        assertThat(FailureSentence.of(new IllegalStateException())).isEqualTo("illegal state");
    }

    @Test
    void aFaultOfTheMachineIsItsSentenceAloneAndHasItsOwnExitCode() {
        Throwable engine = new IllegalStateException("CUDA error: unspecified launch failure\nframe #0: libc10.so");
        Throwable failure = new CompletionException(
                new IllegalStateException("task 0_1 failed", new MachineFaultException("encoder 0123 fails", engine)));

        assertThat(FailureSentence.of(failure))
                .isEqualTo("encoder 0123 fails: CUDA error: unspecified launch failure. Check the GPU and its driver");
        assertThat(exitCode(new IllegalStateException(failure))).isEqualTo(3);
        assertThat(exitCode(new IllegalStateException("the trainer refuses"))).isEqualTo(1);
    }

    private static int exitCode(Exception failure) {
        CommandLine command = new CommandLine(CommandLine.Model.CommandSpec.create());
        command.setErr(new PrintWriter(new StringWriter()));
        return new FailureMessages().handleExecutionException(failure, command, command.parseArgs());
    }

    @Test
    void severalLinesBecomeOne() {
        assertThat(FailureSentence.of(new IllegalStateException("a line\n  and another\n")))
                .isEqualTo("a line and another");
    }
}
