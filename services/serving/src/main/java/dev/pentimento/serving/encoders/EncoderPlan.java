package dev.pentimento.serving.encoders;

import dev.pentimento.events.ModelVersion;
import dev.pentimento.platform.models.VersionIds;
import dev.pentimento.platform.models.Versions;
import dev.pentimento.serving.swapping.Served;
import dev.pentimento.serving.swapping.ServingPlan;
import dev.pentimento.serving.swapping.ServingSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves with the champion's encoder and at most one more: a candidate's, or the former champion's until an evaluation
 * has loaded a forced champion. Until then, the former champion can still answer every image.
 */
public final class EncoderPlan implements ServingPlan<LoadedEncoder> {
    private static final Logger LOG = LoggerFactory.getLogger(EncoderPlan.class);
    private static final int MOST = 2;

    private final ServingSet<LoadedEncoder> serving;
    private final Listener listener;

    /** What the service reports and counts. */
    public interface Listener {
        /** These serve now, the champion's first. */
        void serving(List<Served<LoadedEncoder>> encoders);

        /** A version's encoder cannot be loaded. */
        void unloadable(ModelVersion version);
    }

    public EncoderPlan(ServingSet<LoadedEncoder> serving, Listener listener) {
        this.serving = serving;
        this.listener = listener;
    }

    @Override
    public Optional<LoadedEncoder> find(ModelVersion version) {
        return serving.resources().stream()
                .filter(encoder -> encoder.id().equals(encoderId(version)))
                .findFirst();
    }

    /**
     * One version for each further encoder. The oldest come first: a newer candidate must not interrupt evidence that
     * is being collected.
     */
    @Override
    public List<ModelVersion> candidates(Versions versions, LoadedEncoder champion, Predicate<ModelVersion> usable) {
        Map<String, ModelVersion> selected = new LinkedHashMap<>();
        Stream.concat(versions.formerChampion().stream(), versions.candidates().stream())
                .filter(usable)
                .filter(candidate -> !encoderId(candidate).equals(champion.id()))
                .forEach(candidate -> selected.putIfAbsent(encoderId(candidate), candidate));
        return selected.values().stream().limit(MOST - 1).toList();
    }

    /** Otherwise, some images would be embedded only with an encoder that no evaluation can use. */
    @Override
    public boolean championFirst(Versions versions) {
        return versions.formerChampion().isEmpty();
    }

    @Override
    public void serve(List<Served<LoadedEncoder>> next) {
        List<LoadedEncoder> encoders = next.stream().map(Served::resource).toList();
        if (serving.swap(encoders)) {
            LOG.info(
                    "serves with encoders {}",
                    encoders.stream().map(LoadedEncoder::id).toList());
        }
        listener.serving(next);
    }

    @Override
    public void refused(ModelVersion version) {
        listener.unloadable(version);
    }

    private static String encoderId(ModelVersion version) {
        return VersionIds.encoder(version);
    }
}
