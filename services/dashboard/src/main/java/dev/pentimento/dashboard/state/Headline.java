package dev.pentimento.dashboard.state;

import dev.pentimento.dashboard.quality.VerdictWords;
import dev.pentimento.events.Comparison;
import dev.pentimento.events.ModelVersion;
import java.util.Optional;

/** The page's first sentence. */
final class Headline {
    private Headline() {}

    static String of(Optional<ModelVersion> champion, Optional<Comparison> paired) {
        if (champion.isEmpty()) {
            return "No model version is in use yet";
        }
        if (champion.get().getCorrectionFile() == null) {
            return "The champion has no correction: there is nothing to compare";
        }
        return paired.map(VerdictWords::of).orElse("No verdict on the correction yet: no image has a label");
    }

    static String verdict(Optional<ModelVersion> champion, Optional<Comparison> paired) {
        boolean comparable = champion.isPresent() && champion.get().getCorrectionFile() != null;
        return comparable ? paired.map(pair -> pair.getVerdict().name()).orElse("UNDECIDED") : "NONE";
    }
}
