package dev.pentimento.cli.watch;

import dev.pentimento.cli.output.Column;
import dev.pentimento.cli.output.EventRows;
import dev.pentimento.cli.output.Figures;
import dev.pentimento.events.LabelRequest;
import java.util.List;
import java.util.Locale;

/** One line per image that needs a label. */
final class LabelRequestRows implements EventRows.Single<LabelRequest> {
    @Override
    public List<Column<LabelRequest>> columns() {
        return List.of(
                new Column<>("IMAGE", 24, LabelRequest::getImageId),
                new Column<>("SOURCE", 14, each -> Figures.text(each.getSource())),
                new Column<>("REASON", 6, each -> each.getReason().name()),
                new Column<>("DRAWN WITH", 10, LabelRequestRows::probability),
                new Column<>("VERSION", 12, LabelRequest::getModelVersion),
                new Column<>(
                        "CANDIDATES",
                        10,
                        each -> Integer.toString(each.getCandidates().size())),
                new Column<>("EXPIRES", 20, each -> Figures.time(each.getExpiresAt())));
    }

    /** A power of two, as a fraction. */
    private static String probability(LabelRequest request) {
        double probability = request.getDrawing().getProbability();
        return probability == 1 ? "1" : String.format(Locale.ROOT, "1/%.0f", 1 / probability);
    }
}
