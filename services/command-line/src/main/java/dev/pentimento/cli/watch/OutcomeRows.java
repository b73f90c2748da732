package dev.pentimento.cli.watch;

import dev.pentimento.cli.output.Column;
import dev.pentimento.cli.output.EventRows;
import dev.pentimento.cli.output.Figures;
import dev.pentimento.cli.output.Tone;
import dev.pentimento.events.Opinion;
import dev.pentimento.events.Outcome;
import java.util.List;

/** One line per outcome, with the effect of the correction. */
final class OutcomeRows implements EventRows.Single<Outcome> {
    @Override
    public List<Column<Outcome>> columns() {
        return List.of(
                new Column<>("LABELLED", 20, each -> Figures.time(each.getLabelledAt())),
                new Column<>("IMAGE", 24, Outcome::getImageId),
                new Column<>("LABEL", 14, each -> Figures.text(each.getLabel())),
                new Column<>("ORIGINAL", 18, each -> Figures.opinion(each.getOriginal())),
                new Column<>("CORRECTED", 18, each -> Figures.opinion(each.getCorrected())),
                new Column<>("CORRECTION", 10, OutcomeRows::effect),
                new Column<>("REVISION", 8, each -> Integer.toString(each.getLabelRevision())),
                new Column<>("VERSION", 12, Outcome::getModelVersion));
    }

    @Override
    public Tone tone(Outcome outcome) {
        return switch (effect(outcome)) {
            case "helped" -> Tone.GOOD;
            case "hurt" -> Tone.BAD;
            default -> Tone.PLAIN;
        };
    }

    private static String effect(Outcome outcome) {
        if (outcome.getLabel() == null) {
            return "no label";
        }
        boolean before = isRight(outcome.getOriginal(), outcome);
        boolean after = isRight(outcome.getCorrected(), outcome);
        if (before == after) {
            return before ? "both right" : "both wrong";
        }
        return after ? "helped" : "hurt";
    }

    private static boolean isRight(Opinion opinion, Outcome outcome) {
        return opinion.getLabel().equals(outcome.getLabel());
    }
}
