package dev.pentimento.cli.models;

import dev.pentimento.cli.output.Column;
import dev.pentimento.cli.output.EventRows;
import dev.pentimento.cli.output.Figures;
import dev.pentimento.cli.output.Tone;
import dev.pentimento.events.Arm;
import dev.pentimento.events.ModelVersion;
import java.util.List;

/** One row per change of a model version. */
public final class VersionRows implements EventRows.Single<ModelVersion> {
    @Override
    public List<Column<ModelVersion>> columns() {
        return List.of(
                new Column<>("VERSION", 12, ModelVersion::getVersion),
                new Column<>("STAGE", 9, each -> each.getStage().toString()),
                new Column<>("SINCE", 20, each -> Figures.time(each.getStageChangedAt())),
                new Column<>("PARENT", 12, each -> Figures.text(each.getParent())),
                new Column<>("ORIGINAL", 8, each -> validated(each, Arm.ORIGINAL)),
                new Column<>("CORRECTED", 9, each -> validated(each, Arm.CORRECTED)),
                new Column<>("TRAINED FOR", 20, ModelVersion::getTrigger),
                new Column<>("WHY THIS STAGE", 60, ModelVersion::getStageReason));
    }

    @Override
    public Tone tone(ModelVersion version) {
        return switch (version.getStage()) {
            case CHAMPION -> Tone.GOOD;
            case CANDIDATE -> Tone.NOTABLE;
            case RETIRED -> Tone.PLAIN;
            case REJECTED -> Tone.BAD;
        };
    }

    /** Balanced accuracy on held-out data. */
    private static String validated(ModelVersion version, Arm arm) {
        return Figures.share(version.getValidation().get(arm + ".balanced_accuracy"));
    }
}
