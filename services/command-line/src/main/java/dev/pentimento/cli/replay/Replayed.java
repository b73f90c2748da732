package dev.pentimento.cli.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.pentimento.cli.output.EventPrinter;
import dev.pentimento.cli.process.Terminal;
import dev.pentimento.cli.watch.QualityRows;
import dev.pentimento.evaluation.replay.ReplayReport;
import dev.pentimento.evaluation.replay.TimeRange;
import dev.pentimento.events.QualityWindow;
import dev.pentimento.schemas.json.EventJson;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;

/**
 * The result of a replay, to be printed.
 *
 * @param fromImages whether the images were embedded again
 * @param unusable number of images that could not be embedded
 */
record Replayed(String version, TimeRange range, boolean fromImages, long unusable, ReplayReport report) {
    void print(Terminal terminal, boolean json) {
        if (report.images() == 0) {
            terminal.note(advice());
        }
        if (json) {
            terminal.out().println(json());
            return;
        }
        var printer = EventPrinter.<QualityWindow>of(new QualityRows("whole range"), false, terminal);
        report.quality().forEach(printer);
        terminal.note(String.format(
                Locale.ROOT,
                "%s of version %s: %,d images",
                fromImages ? "images embedded again" : "recorded embeddings",
                version,
                report.images()));
        note(terminal, report.withoutVector(), "images have no embedding by this version's encoder: try --from-images");
        note(terminal, report.failed(), "images got no result from its networks");
        note(terminal, unusable, "images could not be used");
        note(terminal, report.unknownLabels(), "labels have classes that this version does not know");
    }

    private String advice() {
        return report.withoutVector() > 0 && !fromImages
                ? "no image from that time has an embedding by this version's encoder: try --from-images"
                : "the log contains no image from that time";
    }

    private static void note(Terminal terminal, long count, String what) {
        if (count > 0) {
            terminal.note(String.format(Locale.ROOT, "%,d %s", count, what));
        }
    }

    private String json() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("version", version);
            json.writeStringField(
                    "from",
                    range.from().equals(TimeRange.ALL.from())
                            ? null
                            : range.from().toString());
            json.writeStringField(
                    "to",
                    range.to().equals(TimeRange.ALL.to()) ? null : range.to().toString());
            json.writeStringField("read", fromImages ? "images" : "embeddings");
            json.writeNumberField("images", report.images());
            json.writeNumberField("withoutEmbedding", report.withoutVector());
            json.writeNumberField("failed", report.failed());
            json.writeNumberField("unusable", unusable);
            json.writeNumberField("unknownLabels", report.unknownLabels());
            json.writeArrayFieldStart("quality");
            for (QualityWindow window : report.quality()) {
                json.writeRawValue(EventJson.line(window));
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
