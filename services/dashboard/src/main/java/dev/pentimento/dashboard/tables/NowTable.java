package dev.pentimento.dashboard.tables;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import dev.pentimento.dashboard.state.NowView;
import java.util.stream.Stream;

/** The current state as a table of one row. */
public final class NowTable {
    private static final Columns NOW = Columns.named(
            "at headline right=right.state floor=right.floor training=right.training window_accuracy=right.window.value",
            "window_lower=right.window.lower window_upper=right.window.upper window_labels=right.window.labels",
            "hour_accuracy=right.span.value hour_lower=right.span.lower hour_upper=right.span.upper",
            "hour_labels=right.span.labels moved=moved.state helps=helps.state verdict champion=champion.version champion_since original_accuracy=original.accuracy",
            "corrected_accuracy=corrected.accuracy difference=comparison.difference lower=comparison.lower",
            "upper=comparison.upper images labelled share_labelled images_per_second last_prediction_at open_alarms",
            "estimated_accuracy=estimate.accuracy dead_letters");

    private NowTable() {}

    public static Table of(NowView view) {
        JsonNode now = Rows.json(view);
        return NOW.table(Stream.of(
                Rows.with(now, "openAlarms", new IntNode(view.openAlarms().size()))));
    }
}
