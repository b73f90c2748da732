package dev.pentimento.cli.watch;

import dev.pentimento.cli.output.Column;
import dev.pentimento.cli.output.EventRows;
import dev.pentimento.cli.output.Figures;
import dev.pentimento.cli.output.Tone;
import dev.pentimento.events.CandidateOpinion;
import dev.pentimento.events.Prediction;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** One line per prediction; it is coloured if the arms disagree. */
final class PredictionRows implements EventRows.Single<Prediction> {
    @Override
    public List<Column<Prediction>> columns() {
        return List.of(
                new Column<>("TIME", 20, each -> Figures.time(each.getImageTimestamp())),
                new Column<>("IMAGE", 24, Prediction::getImageId),
                new Column<>("ORIGINAL", 18, each -> Figures.opinion(each.getOriginal())),
                new Column<>("CORRECTED", 18, each -> Figures.opinion(each.getCorrected())),
                new Column<>("CANDIDATES", 18, PredictionRows::candidates),
                new Column<>("VERSION", 12, Prediction::getModelVersion),
                new Column<>("SOURCE", 10, each -> Figures.text(each.getSource())),
                new Column<>("AFTER", 9, PredictionRows::delay));
    }

    @Override
    public Tone tone(Prediction prediction) {
        boolean flip = !prediction
                .getOriginal()
                .getLabel()
                .equals(prediction.getCorrected().getLabel());
        return flip ? Tone.NOTABLE : Tone.PLAIN;
    }

    private static String candidates(Prediction prediction) {
        return Figures.text(prediction.getCandidates().stream()
                .map(CandidateOpinion::getOpinion)
                .map(Figures::opinion)
                .collect(Collectors.joining(", ")));
    }

    private static String delay(Prediction prediction) {
        try {
            return Duration.between(prediction.getImageTimestamp(), prediction.getPredictedAt())
                            .toMillis() + " ms";
        } catch (ArithmeticException e) { // the timestamp of the image's record is out of range
            return Figures.text(null);
        }
    }
}
