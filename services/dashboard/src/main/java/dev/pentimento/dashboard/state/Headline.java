package dev.pentimento.dashboard.state;

import dev.pentimento.events.ModelVersion;
import java.util.Optional;

/** The page's first sentence. */
final class Headline {
    private Headline() {}

    static String of(Optional<ModelVersion> champion, Optional<QualityEntry.Paired> paired) {
        if (champion.isEmpty()) {
            return "No model version answers yet";
        }
        if (champion.get().getCorrectionFile() == null) {
            return "The champion has no correction: there is nothing to compare";
        }
        return paired.map(VerdictWords::of).orElse("Nothing can be said of the correction yet: no image is judged");
    }

    static String verdict(Optional<ModelVersion> champion, Optional<QualityEntry.Paired> paired) {
        boolean comparable = champion.isPresent() && champion.get().getCorrectionFile() != null;
        return comparable ? paired.map(pair -> pair.verdict().name()).orElse("UNDECIDED") : "NONE";
    }
}
