package dev.pentimento.evaluation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyDescription.Node;
import org.apache.kafka.streams.TopologyDescription.Processor;
import org.apache.kafka.streams.TopologyDescription.Source;
import org.apache.kafka.streams.TopologyDescription.Subtopology;

/**
 * How many partitions the stream's topics must have. The counts of its internal topics are fixed at the first start.
 * With another count, Kafka Streams stops, and its message names neither the setting nor a remedy.
 */
final class StreamPartitions {
    private static final String REPARTITION = "-repartition";
    private static final String CHANGELOG = "-changelog";
    private static final String START_ANEW = "start over under another evaluation.application.id";

    private final String applicationId;
    private final int joinPartitions;
    private final Set<String> sources = new TreeSet<>();
    /** Internal topics whose partition count comes from the setting. */
    private final Set<String> ofJoin = new TreeSet<>();

    private final Set<String> single = new TreeSet<>();
    /** Internal topics that have the partitions of a topic that the stream reads, each with that topic. */
    private final Map<String, String> ofSource = new TreeMap<>();

    /**
     * @param applicationId with the topics' prefix
     * @param joinPartitions partitions of the internal topics in which images are joined with their labels
     */
    StreamPartitions(TopologyDescription topology, String applicationId, int joinPartitions) {
        this.applicationId = applicationId;
        this.joinPartitions = joinPartitions;
        topology.subtopologies().forEach(this::add);
    }

    private void add(Subtopology part) {
        Set<String> internal = new HashSet<>();
        Set<String> read = new TreeSet<>();
        for (Node node : part.nodes()) {
            if (node instanceof Source source) {
                source.topicSet().forEach(topic -> (topic.endsWith(REPARTITION) ? internal : read).add(topic));
            } else if (node instanceof Processor processor) {
                processor.stores().forEach(store -> internal.add(store + CHANGELOG));
            }
        }
        sources.addAll(read);
        if (!read.isEmpty()) {
            internal.forEach(topic ->
                    ofSource.put(applicationId + "-" + topic, read.iterator().next()));
            return;
        }
        Set<String> kind = internal.contains(EvaluationTopology.OPINIONS + REPARTITION) ? ofJoin : single;
        internal.forEach(topic -> kind.add(applicationId + "-" + topic));
    }

    /**
     * The stream's internal topics, each with its required partition count.
     *
     * @param ofSources partitions of the topics that the stream reads, as far as they are known
     */
    Map<String, Integer> internal(Map<String, Integer> ofSources) {
        Map<String, Integer> partitions = new TreeMap<>();
        ofSource.forEach((topic, source) -> {
            if (ofSources.containsKey(source)) {
                partitions.put(topic, ofSources.get(source));
            }
        });
        single.forEach(topic -> partitions.put(topic, 1));
        ofJoin.forEach(topic -> partitions.put(topic, joinPartitions));
        return partitions;
    }

    /** Names of all internal topics. */
    Set<String> internalNames() {
        Set<String> names = new TreeSet<>(ofSource.keySet());
        names.addAll(single);
        names.addAll(ofJoin);
        return names;
    }

    /** Whether an internal topic carries records from one step to the next; the others are changelogs of stores. */
    static boolean isRepartition(String topic) {
        return topic.endsWith(REPARTITION);
    }

    /** Topics that the stream reads and other services write. */
    Set<String> sources() {
        return sources;
    }

    /**
     * @param found partitions by topic, of the topics that exist
     * @return why the stream cannot start: the first internal topic whose partition count has changed
     */
    Optional<String> changed(Map<String, Integer> found) {
        return internal(found).entrySet().stream()
                .filter(each -> found.containsKey(each.getKey()))
                .filter(each -> !each.getValue().equals(found.get(each.getKey())))
                .findFirst()
                .map(each ->
                        "topic " + each.getKey() + " has " + found.get(each.getKey()) + " partitions and must have "
                                + each.getValue() + ": "
                                + (ofSource.containsKey(each.getKey())
                                        ? "topic " + ofSource.get(each.getKey())
                                                + " has got more partitions since label requests were switched on; set"
                                                + " evaluation.label.requests.per.hour to 0, or "
                                        : "")
                                + (ofJoin.contains(each.getKey())
                                        ? "set evaluation.partitions to " + found.get(each.getKey())
                                                + ", as at the first start, or "
                                        : "")
                                + START_ANEW);
    }

    /**
     * @param found partitions by topic, of the topics that exist
     * @param committed partitions of which the stream has committed offsets
     * @return a sentence for each source that has fewer partitions than the stream has read
     */
    List<String> shrunk(Map<String, Integer> found, Set<TopicPartition> committed) {
        Map<String, Integer> read = new HashMap<>();
        committed.forEach(each -> read.merge(each.topic(), each.partition() + 1, Math::max));
        return sources.stream()
                .filter(topic -> found.getOrDefault(topic, Integer.MAX_VALUE) < read.getOrDefault(topic, 0))
                .map(topic -> "topic " + topic + " has " + found.get(topic) + " partitions and the stream has read "
                        + read.get(topic) + ", so the topic was made anew and its first records may be skipped: "
                        + START_ANEW)
                .toList();
    }
}
