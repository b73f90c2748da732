package dev.pentimento.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class LiveScreenTest {
    private static final String ENTER = "\u001b[?1049h\u001b[?25l\u001b[?7l";
    private static final String LEAVE = "\u001b[?7h\u001b[?25h\u001b[?1049l";

    private final StringWriter written = new StringWriter();
    private volatile WindowSize window = new WindowSize(10, 3);

    @Test
    void theLastPictureStaysWhenTheScreenIsLeft() {
        LiveScreen screen = screen(List.of("one", "two"));
        screen.start();
        screen.close();

        assertThat(written.toString())
                .startsWith(ENTER + "\u001b[H\u001b[2Kone\r\n\u001b[2Ktwo\r\n\u001b[J")
                .endsWith(LEAVE + "one" + System.lineSeparator() + "two" + System.lineSeparator());
    }

    @Test
    void aLowWindowShowsTheBeginAndTheScreenBehindItEverything() {
        LiveScreen screen = screen(List.of("one", "two", "three", "four"));
        screen.start();
        String drawn = written.toString();
        screen.close();

        assertThat(drawn).endsWith("\u001b[2Kthree");
        assertThat(written.toString().substring(drawn.length())).contains("four");
    }

    @Test
    void itIsDrawnAnewForAnotherWindow() {
        LiveScreen screen = screen(List.of("one", "two", "three", "four"));
        screen.start();
        window = new WindowSize(10, 2);

        Awaitility.await("a picture for two rows")
                .atMost(Duration.ofSeconds(60))
                .until(() -> written.toString().endsWith("\u001b[H\u001b[2Kone\r\n\u001b[2Ktwo"));
        screen.close();
    }

    @Test
    void aNoteStandsBelowAndIsKept() {
        LiveScreen screen = screen(List.of("one", "two", "three"));
        screen.note("skipped a record");
        screen.start();
        String drawn = written.toString();
        screen.close();

        assertThat(drawn).endsWith("one\r\n\u001b[2Ktwo\r\n\u001b[2Kpentimento: skipped a record");
        assertThat(written.toString()).endsWith("pentimento: skipped a record" + System.lineSeparator());
    }

    private LiveScreen screen(List<String> lines) {
        return new LiveScreen(new PrintWriter(written), () -> window, size -> lines);
    }
}
