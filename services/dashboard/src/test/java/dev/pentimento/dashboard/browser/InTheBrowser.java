package dev.pentimento.dashboard.browser;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;

/** A page with events of its own for each test, in a browser for all tests of a class. */
abstract class InTheBrowser {
    static ChromeDriver chromium;

    ServedPage service;
    Requests requests;

    @BeforeAll
    static void startChromium() {
        chromium = Chromium.start();
    }

    @AfterAll
    static void stopChromium() {
        if (chromium != null) {
            chromium.quit();
        }
    }

    @BeforeEach
    void serve() {
        service = ServedPage.start();
        requests = new Requests(chromium);
        Chromium.prefer(chromium, "light");
        Chromium.resize(chromium, 1400, 1000, false);
    }

    @AfterEach
    void everyRequestWasForUsAndThePolicyHeld() {
        chromium.get("about:blank");
        requests.assertOnlyTo(URI.create(service.address()).getAuthority());
        service.close();
    }

    void open(String query) {
        chromium.get(service.address() + query);
    }

    /** Images are fetched when they come into view. */
    static void awaitGallery() {
        eventually().until(() -> {
            chromium.executeScript("document.getElementById('flips-gallery').scrollIntoView()");
            return elements("#flips-gallery img").size() > 0;
        });
    }

    /** Whatever the page has folded away is shown too. */
    static void unfold() {
        chromium.executeScript("document.querySelectorAll('details').forEach(one => one.open = true)");
    }

    static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptionsInstanceOf(org.openqa.selenium.WebDriverException.class);
    }

    static WebElement element(String selector) {
        return chromium.findElement(By.cssSelector(selector));
    }

    static List<WebElement> elements(String selector) {
        return chromium.findElements(By.cssSelector(selector));
    }

    static String text(String selector) {
        return element(selector).getText();
    }

    /** In one call, or an element could be replaced in between. */
    @SuppressWarnings("unchecked")
    static List<String> texts(String selector) {
        return (List<String>) chromium.executeScript(
                "return [...document.querySelectorAll(arguments[0])].map(one => one.textContent)", selector);
    }

    static String label(String selector) {
        return String.valueOf(element(selector).getAttribute("aria-label"));
    }

    /** The list may be redrawn at any time: retry until the element that was found is still there. */
    static void press(String selector) {
        eventually().until(() -> {
            element(selector).click();
            return true;
        });
    }

    static void type(String selector, String text) {
        element(selector).clear();
        element(selector).sendKeys(text);
    }

    static void choose(String selector, String value) {
        eventually().until(() -> {
            element(selector + " option[value='" + value + "']").click();
            return true;
        });
    }

    static String chosen(String selector) {
        return String.valueOf(element(selector).getDomProperty("value"));
    }

    static void tab() {
        new Actions(chromium).sendKeys(Keys.TAB).perform();
    }

    static String focused() {
        return chromium.switchTo().activeElement().getAttribute("textContent");
    }

    static double number(String script) {
        return ((Number) chromium.executeScript(script)).doubleValue();
    }

    /** For a look at the page: with the system property {@code pentimento.pictures}, a folder, pictures are kept there. */
    static void shoot(String name) {
        String folder = System.getProperty("pentimento.pictures");
        if (folder != null) {
            try {
                Files.write(Path.of(folder, name), chromium.getScreenshotAs(OutputType.BYTES));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
