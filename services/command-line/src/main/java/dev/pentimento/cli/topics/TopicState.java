package dev.pentimento.cli.topics;

import dev.pentimento.cli.output.Column;
import dev.pentimento.cli.output.Tone;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/**
 * A topic as shown in the table.
 *
 * @param actual null if the topic does not exist
 */
record TopicState(String name, @Nullable ActualTopic actual, List<TopicDifference> differences) {
    private static final String NOTHING = "-";

    static final List<Column<TopicState>> COLUMNS = List.of(
            new Column<>("TOPIC", 24, TopicState::name),
            new Column<>("PARTITIONS", 10, state -> state.shown(topic -> "" + topic.partitions())),
            new Column<>("REPLICAS", 8, state -> state.shown(topic -> "" + topic.replicas())),
            new Column<>(
                    "CLEANUP", 14, state -> state.shown(topic -> topic.setting(TopicConfig.CLEANUP_POLICY_CONFIG))),
            new Column<>("RETENTION", 9, state -> state.shown(TopicState::retention)),
            new Column<>(
                    "LARGEST RECORD",
                    14,
                    state -> state.shown(topic -> topic.setting(TopicConfig.MAX_MESSAGE_BYTES_CONFIG))),
            new Column<>("STATE", 60, TopicState::state));

    private String shown(Function<ActualTopic, String> value) {
        return actual == null ? NOTHING : value.apply(actual);
    }

    private static String retention(ActualTopic topic) {
        if (!topic.setting(TopicConfig.CLEANUP_POLICY_CONFIG).contains("delete")) {
            return NOTHING;
        }
        String millis = topic.setting(TopicConfig.RETENTION_MS_CONFIG);
        if (!millis.matches("\\d{1,18}")) {
            return "forever";
        }
        Duration kept = Duration.ofMillis(Long.parseLong(millis));
        return kept.equals(Duration.ofDays(kept.toDays())) ? kept.toDays() + " d" : kept.toHours() + " h";
    }

    private String state() {
        return differences.isEmpty()
                ? "ok"
                : differences.stream().map(TopicDifference::sentence).collect(Collectors.joining("; "));
    }

    static Tone tone(TopicState state) {
        return state.differences().isEmpty() ? Tone.PLAIN : Tone.BAD;
    }
}
