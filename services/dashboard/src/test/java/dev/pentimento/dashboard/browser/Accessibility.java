package dev.pentimento.dashboard.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.openqa.selenium.chrome.ChromeDriver;

/** Deque's axe-core over the page as it stands. */
final class Accessibility {
    private static final String SCRIPT = script();

    private Accessibility() {}

    /** Fails for findings that axe calls serious or critical. */
    static void check(ChromeDriver chromium, String what) {
        chromium.executeScript(SCRIPT);
        Object findings = chromium.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run(document, {resultTypes: ['violations']}).then(
                    result => done(result.violations
                        .filter(one => ['serious', 'critical'].includes(one.impact))
                        .flatMap(one => one.nodes.map(node => one.id + ': ' + node.target + ': ' + node.failureSummary))),
                    failure => done(['axe failed: ' + failure]));""");
        assertThat((List<?>) findings).as("findings of axe-core, " + what).isEmpty();
    }

    private static String script() {
        try (InputStream in = Accessibility.class.getResourceAsStream("/axe.min.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
