package dev.pentimento.cli.connection;

import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Stage;
import dev.pentimento.platform.kafka.Received;
import dev.pentimento.platform.kafka.Start;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.TopicReader;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** All model versions with their current stages, read from {@code model-versions}. */
public final class PublishedVersions {
    private final List<ModelVersion> oldestFirst;

    public PublishedVersions(List<ModelVersion> oldestFirst) {
        this.oldestFirst = oldestFirst;
    }

    public static PublishedVersions read(Connection connection, Consumer<String> unusable) {
        Map<String, ModelVersion> latest = new LinkedHashMap<>();
        try (TopicReader<Received<ModelVersion>> reader =
                connection.reader(Topic.MODEL_VERSIONS, ModelVersion.class, Start.BEGINNING, unusable)) {
            reader.readToEnd(received -> received.event()
                    .ifPresentOrElse(
                            version -> latest.put(received.key(), version), () -> latest.remove(received.key())));
        }
        return new PublishedVersions(latest.values().stream()
                .sorted(Comparator.comparing(ModelVersion::getCreatedAt))
                .toList());
    }

    public List<ModelVersion> oldestFirst() {
        return oldestFirst;
    }

    /**
     * Returns the version whose id begins with this prefix.
     *
     * @throws IllegalArgumentException if there is none, or more than one
     */
    public ModelVersion startingWith(String prefix) {
        List<ModelVersion> found = oldestFirst.stream()
                .filter(version -> version.getVersion().startsWith(prefix))
                .toList();
        if (found.size() == 1) {
            return found.get(0);
        }
        throw new IllegalArgumentException(
                found.isEmpty()
                        ? "no version begins with '" + prefix + "'; there " + ids(oldestFirst)
                        : "several versions begin with '" + prefix + "'; there " + ids(found));
    }

    /** The end of a question: " in place of" and the champion's id; empty if there is no champion. */
    public String inPlaceOfChampion() {
        return champion()
                .map(champion -> " in place of " + champion.getVersion())
                .orElse("");
    }

    /** The version that is currently in use. */
    public Optional<ModelVersion> champion() {
        return oldestFirst.stream()
                .filter(version -> version.getStage() == Stage.CHAMPION)
                .max(Comparator.comparing(ModelVersion::getStageChangedAt));
    }

    private static String ids(List<ModelVersion> versions) {
        return versions.isEmpty()
                ? "are none yet"
                : versions.stream().map(ModelVersion::getVersion).collect(Collectors.joining(", ", "are ", ""));
    }
}
