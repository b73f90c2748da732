package dev.pentimento.dashboard.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * The machine's own Chromium, without a window and driven by its own driver: nothing is downloaded. Other places may be
 * named by the system properties {@code pentimento.chromium} and {@code pentimento.chromedriver}.
 */
final class Chromium {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    /** It says that it has no bindings for so new a browser's protocol; only plain commands are used here. */
    private static final Logger BINDINGS = Logger.getLogger("org.openqa.selenium.devtools");

    private Chromium() {}

    /** Skips the tests, and says so, where there is none. */
    static ChromeDriver start() {
        Optional<Path> browser = find("pentimento.chromium", "chromium", "google-chrome", "chromium-browser");
        Optional<Path> driver = find("pentimento.chromedriver", "chromedriver");
        assumeTrue(
                browser.isPresent() && driver.isPresent(),
                "NOT PROVEN HERE: there is no Chromium with its driver (Debian: chromium and chromium-driver)");
        BINDINGS.setLevel(Level.SEVERE);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser.orElseThrow().toFile());
        // Containers of build servers have neither user namespaces nor much shared memory.
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--hide-scrollbars",
                "--lang=en-GB",
                "--window-size=1400,1000");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriver chromium = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(driver.orElseThrow().toFile())
                        .usingAnyFreePort()
                        .build(),
                options);
        chromium.manage().timeouts().scriptTimeout(PATIENCE).pageLoadTimeout(PATIENCE);
        return chromium;
    }

    /** @param scheme {@code light} or {@code dark} */
    static void prefer(ChromeDriver chromium, String scheme) {
        chromium.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", scheme),
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
    }

    static void resize(ChromeDriver chromium, int width, int height, boolean mobile) {
        chromium.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", mobile));
    }

    private static Optional<Path> find(String property, String... names) {
        String named = System.getProperty(property);
        if (named != null) {
            return Optional.of(Path.of(named)).filter(Files::isExecutable);
        }
        return Stream.of(names)
                .map(name -> Path.of("/usr/bin", name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
