package dev.pentimento.dashboard.versions;

import dev.pentimento.dashboard.history.BoundedMap;
import dev.pentimento.dashboard.history.Limits;
import dev.pentimento.events.Artifact;
import dev.pentimento.events.ModelCommand;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The registry's versions and the commands about them. */
public final class ModelHistory {
    private final Map<String, ModelVersion> versions = new LinkedHashMap<>();
    private final Map<String, Instant> championSince = new LinkedHashMap<>();
    private final BoundedMap<String, CommandEntry> commands = new BoundedMap<>(Limits.COMMANDS);

    public void accept(ModelVersion version) {
        versions.put(version.getVersion(), version);
        if (version.getStage() == Stage.CHAMPION) {
            championSince.put(version.getVersion(), version.getStageChangedAt());
        }
    }

    public void remove(String version) {
        versions.remove(version);
        championSince.remove(version);
    }

    public void accept(ModelCommand command) {
        if (command.getReport() != null) {
            return; // a service's report about a command is not a command
        }
        CommandEntry known = commands.get(command.getId());
        if (known == null || known.accepted() == null) {
            commands.put(command.getId(), CommandEntry.of(command));
        }
    }

    /** The version in use; if a change of champion has been read only partly, the newer one. */
    public Optional<ModelVersion> champion() {
        return versions.values().stream()
                .filter(version -> version.getStage() == Stage.CHAMPION)
                .max(Comparator.comparing(ModelVersion::getStageChangedAt));
    }

    /** SHA-256 of the reference against which the champion's drift is measured; empty if there is none. */
    public String reference() {
        return champion()
                .map(ModelVersion::getReferenceFile)
                .map(Artifact::getSha256)
                .orElse("");
    }

    public Optional<ModelVersion> find(String version) {
        return Optional.ofNullable(versions.get(version));
    }

    /** Newest first. */
    public List<ModelVersion> versions() {
        List<ModelVersion> newestFirst = new ArrayList<>(versions.values());
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    /** Newest first. */
    public List<CommandEntry> commands() {
        List<CommandEntry> newestFirst = new ArrayList<>(commands.values());
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    public Optional<CommandEntry> command(String id) {
        return Optional.ofNullable(commands.get(id));
    }

    /**
     * When each version became champion.
     *
     * @param firstSeen used for versions for which the record of the change was compacted away
     */
    public List<Swap> swaps(Map<String, Instant> firstSeen) {
        Map<String, Instant> since = new LinkedHashMap<>(firstSeen);
        since.putAll(championSince);
        return since.entrySet().stream()
                .map(entry -> new Swap(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(Swap::at))
                .toList();
    }

    /** A version became champion. */
    public record Swap(String version, Instant at) {}
}
