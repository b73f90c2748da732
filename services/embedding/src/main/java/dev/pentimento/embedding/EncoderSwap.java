package dev.pentimento.embedding;

import dev.pentimento.events.ModelVersion;
import dev.pentimento.platform.models.IncompleteArtifactException;
import dev.pentimento.platform.models.UnloadableVersions;
import dev.pentimento.platform.models.Versions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the encoders in use to what the registry asks for, away from the serving thread: first the champion's, which
 * no candidate holds up, then all. Each time everything is loaded before all change at once. While something cannot be
 * loaded, what serves goes on. Used by one thread.
 */
final class EncoderSwap {
    private static final Logger LOG = LoggerFactory.getLogger(EncoderSwap.class);

    private final EncoderLoader loader;
    private final ActiveEncoders active;
    private final EmbeddingMetrics metrics;
    private final UnloadableVersions unloadable;
    private volatile String problem = "the registry of model versions is not read yet";

    /** @param unloadable told of each version that cannot be loaded, with the reason */
    EncoderSwap(EncoderLoader loader, ActiveEncoders active, EmbeddingMetrics metrics, UnloadableVersions unloadable) {
        this.loader = loader;
        this.active = active;
        this.metrics = metrics;
        this.unloadable = unloadable;
    }

    /** Why no images can be embedded, if so. */
    Optional<String> problem() {
        return active.encoderIds().isEmpty() ? Optional.of(problem) : Optional.empty();
    }

    /** @return whether the registry's wish is fulfilled; if not, trying again later may help */
    boolean follow(Versions versions) {
        List<ModelVersion> wanted = wanted(versions);
        if (wanted.isEmpty()) {
            problem = "there is no champion yet: no model version was published";
            return true;
        }
        ModelVersion champion = wanted.get(0);
        List<String> serving = active.encoderIds();
        List<ModelVersion> atOnce = wanted.stream()
                .filter(version -> version == champion || serving.contains(encoder(version)))
                .toList();
        if (!bring(atOnce)) {
            return false; // no champion's encoder: what serves stays
        }
        if (bring(wanted)) {
            return true;
        }
        // A candidate that cannot be loaded leaves its place to the next; one that is late is tried again.
        return !wanted(versions).equals(wanted) && follow(versions);
    }

    private List<ModelVersion> wanted(Versions versions) {
        return List.copyOf(EncoderSelection.of(versions, candidate -> !unloadable.refused(candidate))
                .values());
    }

    /** @return whether all of them serve; without the first, none is changed */
    private boolean bring(List<ModelVersion> wanted) {
        if (wanted.stream().map(EncoderSwap::encoder).toList().equals(active.encoderIds())) {
            metrics.versions(wanted);
            return true;
        }
        Map<String, ImageEmbedder> loaded = new LinkedHashMap<>();
        try (ActiveEncoders.Lease present = active.acquire()) {
            for (ModelVersion version : wanted) {
                find(version, present.embedders()).ifPresent(found -> loaded.put(found.encoderId(), found));
                if (loaded.isEmpty()) {
                    return false;
                }
            }
        } catch (RuntimeException e) {
            loaded.values().forEach(ImageEmbedder::giveBack);
            throw e;
        }
        activate(loaded);
        metrics.versions(wanted.stream()
                .filter(version -> loaded.containsKey(encoder(version)))
                .toList());
        return loaded.size() == wanted.size();
    }

    private void activate(Map<String, ImageEmbedder> loaded) {
        List<String> ids = List.copyOf(loaded.keySet());
        if (ids.equals(active.encoderIds())) {
            loaded.values().forEach(ImageEmbedder::giveBack);
            return;
        }
        active.replace(List.copyOf(loaded.values()));
        metrics.activeEncoders(ids);
        LOG.info("serves with encoders {}", ids);
    }

    private Optional<ImageEmbedder> find(ModelVersion version, List<ImageEmbedder> present) {
        for (ImageEmbedder embedder : present) {
            if (embedder.encoderId().equals(encoder(version))) {
                return Optional.of(embedder.share());
            }
        }
        try {
            return Optional.of(loader.load(version));
        } catch (IncompleteArtifactException e) {
            problem = "version " + version.getVersion() + " is not complete yet: " + e.getMessage();
            LOG.warn("{}; what serves now stays", problem);
            unloadable.incomplete(version, e);
        } catch (EncoderLoader.UnloadableException e) {
            problem = "version " + version.getVersion() + " cannot be loaded: " + e.getMessage();
            if (!unloadable.refused(version)) {
                LOG.error("{}; what serves now stays", problem);
                metrics.unloadable.increment();
                unloadable.refuse(version, String.valueOf(e.getMessage()));
            }
        }
        return Optional.empty();
    }

    private static String encoder(ModelVersion version) {
        return version.getEncoderFile().getSha256();
    }
}
