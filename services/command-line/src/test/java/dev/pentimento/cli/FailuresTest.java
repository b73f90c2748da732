package dev.pentimento.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class FailuresTest {
    @Test
    void causesFollowWhatTheyCaused() {
        Throwable failure =
                new IllegalStateException("the broker does not start", new IOException("No space left on device"));

        assertThat(Failures.sentence(failure)).isEqualTo("the broker does not start: No space left on device");
    }

    @Test
    void wrappersAndRepetitionsAreLeftOut() {
        IOException cause = new IOException("connection refused by 127.0.0.1");

        assertThat(Failures.sentence(new ExecutionException(new UncheckedIOException(cause))))
                .isEqualTo("connection refused by 127.0.0.1");
        assertThat(Failures.sentence(new IllegalStateException("no answer: " + cause.getMessage(), cause)))
                .isEqualTo("no answer: connection refused by 127.0.0.1");
    }

    @Test
    void aBareNameIsExplained() {
        assertThat(Failures.sentence(new NoSuchFileException("images/"))).isEqualTo("images/ does not exist");
        assertThat(Failures.sentence(new UnknownHostException("kafka"))).isEqualTo("unknown host: kafka");
        assertThat(Failures.sentence(new IllegalStateException())).isEqualTo("illegal state");
    }

    @Test
    void severalLinesBecomeOne() {
        assertThat(Failures.sentence(new IllegalStateException("a line\n  and another\n")))
                .isEqualTo("a line and another");
    }
}
