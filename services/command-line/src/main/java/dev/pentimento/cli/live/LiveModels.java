package dev.pentimento.cli.live;

import dev.pentimento.cli.live.LiveTable.Heading;
import dev.pentimento.cli.live.LiveTable.Row;
import dev.pentimento.cli.models.VersionRows;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Stage;
import dev.pentimento.events.TrainingEpoch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** One row per version, with the validation loss over the last phase of its training. */
public final class LiveModels implements LiveView<ModelVersion> {
    private static final VersionRows TEXTS = new VersionRows();
    private static final List<Integer> RANKS = List.of(1, 2, 7, 6, 4, 3, 5, 8);
    private static final List<Heading> HEADINGS = headings();

    private final LruMap<String, ModelVersion> versions = new LruMap<>();

    @Override
    public void accept(ModelVersion version) {
        versions.put(version.getVersion(), version);
    }

    /** The champion first, then the most recently changed versions. */
    @Override
    public LiveTable table() {
        List<Row> rows = versions.values().stream()
                .sorted(Comparator.comparing((ModelVersion version) -> version.getStage() != Stage.CHAMPION)
                        .thenComparing(ModelVersion::getStageChangedAt, Comparator.reverseOrder()))
                .map(LiveModels::row)
                .toList();
        return new LiveTable(HEADINGS, "VALIDATION LOSS", rows);
    }

    private static Row row(ModelVersion version) {
        List<String> cells = TEXTS.columns().stream()
                .map(column -> column.text().apply(version))
                .toList();
        return new Row(cells, losses(version.getTrainingReport()), TEXTS.tone(version));
    }

    /** Losses of the last phase only, since the losses of encoder and correction are not comparable. */
    private static Sparkline losses(List<TrainingEpoch> report) {
        List<Double> losses = new ArrayList<>();
        for (TrainingEpoch epoch : report) {
            if (epoch.getPhase().equals(report.get(report.size() - 1).getPhase())) {
                losses.add(epoch.getValidation());
            }
        }
        return Sparkline.ofCourse(losses);
    }

    private static List<Heading> headings() {
        List<Heading> headings = new ArrayList<>();
        for (var column : TEXTS.columns()) {
            headings.add(new Heading(column.title(), RANKS.get(headings.size()), column.width()));
        }
        return List.copyOf(headings);
    }
}
