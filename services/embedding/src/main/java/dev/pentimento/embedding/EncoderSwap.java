package dev.pentimento.embedding;

import dev.pentimento.events.ModelVersion;
import dev.pentimento.platform.models.Versions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the encoders in use to what the registry asks for, away from the serving thread: first everything is loaded,
 * then all change at once. While something cannot be loaded, what serves goes on. Used by one thread.
 */
final class EncoderSwap {
    private static final Logger LOG = LoggerFactory.getLogger(EncoderSwap.class);

    private final EncoderLoader loader;
    private final ActiveEncoders active;
    private final EmbeddingMetrics metrics;
    private final BiConsumer<ModelVersion, String> report;
    private final Set<String> unloadable = new HashSet<>();
    private volatile String problem = "the registry of model versions is not read yet";

    /** @param report told once of each version that cannot be loaded, with the reason */
    EncoderSwap(
            EncoderLoader loader,
            ActiveEncoders active,
            EmbeddingMetrics metrics,
            BiConsumer<ModelVersion, String> report) {
        this.loader = loader;
        this.active = active;
        this.metrics = metrics;
        this.report = report;
    }

    /** Why no images can be embedded, if so. */
    Optional<String> problem() {
        return active.encoderIds().isEmpty() ? Optional.of(problem) : Optional.empty();
    }

    /** @return whether the registry's wish is fulfilled; if not, trying again later may help */
    boolean follow(Versions versions) {
        Map<String, ModelVersion> wanted =
                EncoderSelection.of(versions, candidate -> !unloadable.contains(candidate.getVersion()));
        if (wanted.isEmpty()) {
            problem = "there is no champion yet: no model version was published";
            return true;
        }
        if (List.copyOf(wanted.keySet()).equals(active.encoderIds())) {
            return true;
        }
        Map<String, ImageEmbedder> loaded = new LinkedHashMap<>();
        boolean complete = true;
        try (ActiveEncoders.Lease present = active.acquire()) {
            for (ModelVersion version : wanted.values()) {
                Optional<ImageEmbedder> embedder = find(version, present.embedders());
                embedder.ifPresent(found -> loaded.put(found.encoderId(), found));
                complete &= embedder.isPresent();
                if (loaded.isEmpty()) {
                    return false; // no champion's encoder: what serves stays
                }
            }
            activate(loaded);
        } catch (RuntimeException e) {
            loaded.values().forEach(ImageEmbedder::giveBack);
            throw e;
        }
        // A candidate that cannot be loaded may leave its place to the next.
        return complete || follow(versions);
    }

    private void activate(Map<String, ImageEmbedder> loaded) {
        List<ImageEmbedder> next = new ArrayList<>(loaded.values());
        List<String> ids = List.copyOf(loaded.keySet());
        if (ids.equals(active.encoderIds())) {
            next.forEach(ImageEmbedder::giveBack);
            return;
        }
        active.replace(next);
        loaded.clear();
        metrics.activeEncoders(ids);
        LOG.info("serves with encoders {}", ids);
    }

    private Optional<ImageEmbedder> find(ModelVersion version, List<ImageEmbedder> present) {
        String id = version.getEncoderFile().getSha256();
        for (ImageEmbedder embedder : present) {
            if (embedder.encoderId().equals(id)) {
                return Optional.of(embedder.share());
            }
        }
        try {
            return Optional.of(loader.load(version));
        } catch (EncoderLoader.UnloadableException e) {
            problem = "version " + version.getVersion() + " cannot be loaded: " + e.getMessage();
            if (!unloadable.contains(version.getVersion())) {
                LOG.error("{}; what serves now stays", problem);
                report.accept(version, String.valueOf(e.getMessage()));
                metrics.unloadable.increment();
                unloadable.add(version.getVersion());
            }
            return Optional.empty();
        }
    }
}
