package dev.pentimento.learning.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The report as a self-contained page that contains its JSON, and the JSON as a separate file. */
public final class ReportPage {
    private ReportPage() {}

    /**
     * Writes {@code KIND.html} and {@code KIND.json}.
     *
     * @return the page
     */
    public static Path write(ExperimentReport report, Path folder) {
        Path page = folder.resolve(report.kind() + ".html");
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve(report.kind() + ".json"), report.toJson());
            Files.writeString(page, html(report));
            return page;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the report " + page, e);
        }
    }

    static String html(ExperimentReport report) {
        // Inside a script element, only "</" would end it, and "<!--" would change how it is parsed.
        String json = new String(report.toJson(), StandardCharsets.UTF_8).replace("<", "\\u003c");
        return resource("report.html")
                .replace("@SCRIPT@", resource("report.js"))
                .replace("@REPORT@", json);
    }

    private static String resource(String name) {
        try (InputStream stream = ReportPage.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("this build lacks " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
