package dev.pentimento.embedding;

import dev.pentimento.events.ModelVersion;
import dev.pentimento.platform.models.Versions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Which encoders a state of the registry asks for. */
final class EncoderSelection {
    static final int MOST = 2;

    private EncoderSelection() {}

    /**
     * One version for each encoder, by the encoder's id: the champion's first, then those of the candidates, oldest
     * first, so that evidence in the making is not cut off by a newcomer. Empty without a champion.
     *
     * @param usable says whether a candidate may be considered
     */
    static Map<String, ModelVersion> of(Versions versions, Predicate<ModelVersion> usable) {
        Map<String, ModelVersion> selected = new LinkedHashMap<>();
        Optional<ModelVersion> champion = versions.champion();
        if (champion.isEmpty()) {
            return selected;
        }
        selected.put(champion.get().getEncoderFile().getSha256(), champion.get());
        for (ModelVersion candidate : versions.candidates()) {
            if (selected.size() < MOST && usable.test(candidate)) {
                selected.putIfAbsent(candidate.getEncoderFile().getSha256(), candidate);
            }
        }
        return selected;
    }
}
