package dev.pentimento.dashboard.state;

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

    void accept(ModelVersion version) {
        versions.put(version.getVersion(), version);
        if (version.getStage() == Stage.CHAMPION) {
            championSince.put(version.getVersion(), version.getStageChangedAt());
        }
    }

    void remove(String version) {
        versions.remove(version);
        championSince.remove(version);
    }

    void accept(ModelCommand command) {
        CommandEntry known = commands.get(command.getId());
        if (known == null || known.accepted() == null) {
            commands.put(command.getId(), CommandEntry.of(command));
        }
    }

    /** The version that answers; while a change of champion is half written, the newer one. */
    Optional<ModelVersion> champion() {
        return versions.values().stream()
                .filter(version -> version.getStage() == Stage.CHAMPION)
                .max(Comparator.comparing(ModelVersion::getStageChangedAt));
    }

    Optional<ModelVersion> find(String version) {
        return Optional.ofNullable(versions.get(version));
    }

    /** Newest first. */
    List<ModelVersion> versions() {
        List<ModelVersion> newestFirst = new ArrayList<>(versions.values());
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    /** Newest first. */
    List<CommandEntry> commands() {
        List<CommandEntry> newestFirst = new ArrayList<>(commands.values());
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    Optional<CommandEntry> command(String id) {
        return Optional.ofNullable(commands.get(id));
    }

    /**
     * When each version became champion.
     *
     * @param firstSeen stands in where compaction has taken the record that said so
     */
    List<Swap> swaps(Map<String, Instant> firstSeen) {
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
