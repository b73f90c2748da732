package dev.pentimento.dashboard.tables;

import static dev.pentimento.dashboard.tables.Rows.each;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.pentimento.dashboard.versions.VersionEntry;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Model versions and the commands about them as tables. */
public final class VersionTables {
    public static final Columns VERSIONS = Columns.named(
            "version stage stage_reason stage_changed_at parent trigger created_at correction dimensions seed device",
            "trained_seconds data_fingerprint");

    private static final Columns VALIDATION = Columns.named("version figure value");

    private static final Columns LOSSES = Columns.named(
            "version phase=part.phase epoch=part.epoch epochs=part.epochs loss=part.loss validation=part.validation");

    public static final Columns COMMANDS =
            Columns.named("id kind version reason requested_by requested_at accepted detail answered_at");

    private VersionTables() {}

    /** One row per figure and version. */
    public static Table validation(List<VersionEntry> versions) {
        return VALIDATION.table(each(Rows.json(versions)).flatMap(VersionTables::figures));
    }

    private static Stream<JsonNode> figures(JsonNode version) {
        return version.get("validation").properties().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(figure -> Rows.with(version, "figure", new TextNode(figure.getKey()))
                        .set("value", figure.getValue()));
    }

    /** One row per epoch of each version's training. */
    public static Table losses(List<VersionEntry> versions) {
        return LOSSES.ofParts(versions, "trainingReport");
    }
}
