package dev.pentimento.cli.connection;

import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Stage;
import dev.pentimento.platform.kafka.Topic;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The versions as they stand now, read from {@code model-versions}. */
public final class PublishedVersions {
    private final List<ModelVersion> oldestFirst;

    public PublishedVersions(List<ModelVersion> oldestFirst) {
        this.oldestFirst = oldestFirst;
    }

    public static PublishedVersions read(Connection connection, Consumer<String> unusable) {
        Map<String, ModelVersion> latest = new LinkedHashMap<>();
        try (TopicReader<ModelVersion> reader =
                new TopicReader<>(connection, Topic.MODEL_VERSIONS, ModelVersion.class, unusable)) {
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
     * The version whose id begins so.
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
                        : "'" + prefix + "' is the begin of several versions; there " + ids(found));
    }

    /** Continues a question: in place of which version something would happen; empty where there is no champion. */
    public String inPlaceOfChampion() {
        return champion()
                .map(champion -> " in place of " + champion.getVersion())
                .orElse("");
    }

    /** The version that answers. */
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
