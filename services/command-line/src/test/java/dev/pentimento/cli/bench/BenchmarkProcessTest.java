package dev.pentimento.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class BenchmarkProcessTest {
    @Test
    void aFailureIsOneSentence() {
        Throwable failure = new IllegalStateException("cannot read the offsets", new IOException("no broker there"));

        assertThat(BenchmarkProcess.explained(failure)).isEqualTo("cannot read the offsets: no broker there");
    }

    @Test
    void theLinesOfALogStayLines() {
        String message = "the service trainer has ended; the end of its log:\nfirst\nsecond";

        assertThat(BenchmarkProcess.explained(new IllegalStateException(message, new IOException("cause"))))
                .isEqualTo(message);
    }
}
