package dev.pentimento.dashboard.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** What the browser asked the network for, and what it complained of, since this was made. */
final class Requests {
    private final ObjectMapper json = new ObjectMapper();
    private final ChromeDriver chromium;
    private final List<String> others = new ArrayList<>();

    Requests(ChromeDriver chromium) {
        this.chromium = chromium;
        chromium.manage().logs().get(LogType.PERFORMANCE);
        chromium.manage().logs().get(LogType.BROWSER);
    }

    /** @param host another allowed host, with its port */
    void alsoTo(String host) {
        others.add(host);
    }

    /** @param host with its port */
    void assertOnlyTo(String host) {
        List<String> allowed = new ArrayList<>(others);
        allowed.add(host);
        List<URI> asked = chromium.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                .map(entry -> read(entry.getMessage()).path("message"))
                .filter(message -> message.path("method").asText().equals("Network.requestWillBeSent"))
                .map(message -> URI.create(message.at("/params/request/url").asText()))
                .filter(uri -> "http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                .toList();
        assertThat(asked)
                .as("requests")
                .isNotEmpty()
                .allSatisfy(
                        uri -> assertThat(uri.getAuthority()).as(uri.toString()).isIn(allowed));
        assertThat(chromium.manage().logs().get(LogType.BROWSER).getAll())
                .as("violations of the content security policy and failures of scripts")
                .extracting(LogEntry::getMessage)
                .noneMatch(message -> message.contains("Content Security Policy") || message.contains("Uncaught"));
    }

    private JsonNode read(String message) {
        try {
            return json.readTree(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
