package dev.pentimento.dashboard.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.chrome.ChromeDriver;

/**
 * Takes the README's pictures of the page of a demo that runs meanwhile, when its new correction has been judged for a while;
 * {@code docs/images/make.sh} runs both. System properties: {@code pentimento.page}, the page's address, and {@code
 * pentimento.images}, the folder for the pictures.
 */
class Screenshots {
    private static final int WIDTH = 960;
    private static final int MOST_BYTES = 300_000;
    private static final Duration STORY = Duration.ofMinutes(15);

    /** Of a correction that has helped on some hundred labels. */
    private static final String JUDGED = """
            const labels = /^.* on ([0-9,]+) labels since it became champion[.]$/
                .exec(document.querySelector('#light-helps .sentence')?.textContent);
            return labels !== null && Number(labels[1].replace(',', '')) >= 500
                && document.getElementById('connection').textContent === 'live'
                && document.querySelectorAll('#quality-chart canvas, #difference-chart canvas').length === 2;""";

    private static final String GALLERY = """
            const images = [...document.querySelectorAll('#flips-gallery img')].slice(0, 5);
            return images.length === 5 && images.every(one => one.complete);""";

    private static ChromeDriver chromium;

    @BeforeAll
    static void startChromium() {
        assumeTrue(System.getProperty("pentimento.page") != null, "no page is named, so no pictures are taken");
        chromium = Chromium.start();
    }

    @AfterAll
    static void stopChromium() {
        if (chromium != null) {
            chromium.quit();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void thePageAsItStands(String scheme) throws Exception {
        Chromium.prefer(chromium, scheme);
        Chromium.resize(chromium, WIDTH, 1240, false);
        chromium.get(System.getProperty("pentimento.page"));
        settled(JUDGED);
        take("page-" + scheme + ".png");

        Chromium.resize(chromium, WIDTH, 700, false);
        chromium.executeScript("document.getElementById('map').scrollIntoView()");
        settled(GALLERY);
        take("map-" + scheme + ".png");
    }

    /** Charts draw with the next frames. */
    private static void settled(String condition) {
        await().atMost(STORY)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptionsInstanceOf(WebDriverException.class)
                .until(() -> (Boolean) chromium.executeScript(condition));
        chromium.executeAsyncScript(
                "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()))");
    }

    private static void take(String name) throws IOException {
        byte[] picture = smaller(chromium.getScreenshotAs(OutputType.BYTES));
        Files.write(Path.of(System.getProperty("pentimento.images")).resolve(name), picture);
        assertThat(picture.length).as("bytes of " + name).isLessThan(MOST_BYTES);
    }

    /** With 32 levels of red, green and blue, which nobody sees: thousands of blurred dots compress badly. */
    private static byte[] smaller(byte[] picture) throws IOException {
        BufferedImage taken = ImageIO.read(new ByteArrayInputStream(picture));
        BufferedImage coarse = new BufferedImage(taken.getWidth(), taken.getHeight(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < taken.getHeight(); y++) {
            for (int x = 0; x < taken.getWidth(); x++) {
                int rgb = taken.getRGB(x, y);
                coarse.setRGB(x, y, level(rgb >> 16) << 16 | level(rgb >> 8) << 8 | level(rgb));
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(coarse, "png", out);
        return out.toByteArray();
    }

    private static int level(int channel) {
        return Math.round((channel & 0xff) * 31 / 255f) * 255 / 31;
    }
}
