package dev.pentimento.platform.failures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import org.junit.jupiter.api.Test;

class CausesTest {
    private final SocketException reset = new SocketException("reset");
    private final IOException read = new IOException("cannot read", reset);
    private final Throwable failure = new UncheckedIOException("cannot go on", read);

    @Test
    void areTheFailureAndWhatIsBehindIt() {
        assertThat(Causes.of(failure)).containsExactly(failure, read, reset);
        assertThat(Causes.innermost(failure)).isSameAs(reset);
        assertThat(Causes.innermost(reset)).isSameAs(reset);
    }

    @Test
    void areFoundByKindOutermostFirst() {
        assertThat(Causes.first(failure, IOException.class)).containsSame(read);
        assertThat(Causes.first(failure, IllegalStateException.class)).isEmpty();
        assertThat(Causes.include(failure, IllegalStateException.class, SocketException.class))
                .isTrue();
        assertThat(Causes.include(failure, IllegalStateException.class)).isFalse();
    }

    @Test
    void ofACircleEnd() {
        IOException inner = new IOException("inner");
        IOException outer = new IOException("outer", inner);
        inner.initCause(outer);

        assertThat(Causes.include(outer, IllegalStateException.class)).isFalse();
    }
}
