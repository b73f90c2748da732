package dev.pentimento.cli.topics;

import dev.pentimento.cli.output.Column;
import dev.pentimento.cli.output.Tone;
import java.util.List;

/**
 * A topic as it is found.
 *
 * @param partitions none: it is not there; likewise of the others
 * @param problems what is not as it must be, in words
 */
record TopicState(
        String name, String partitions, String replicas, String cleanup, String largestRecord, List<String> problems) {
    private static final String NOTHING = "-";

    static final List<Column<TopicState>> COLUMNS = List.of(
            new Column<>("TOPIC", 24, TopicState::name),
            new Column<>("PARTITIONS", 10, TopicState::partitions),
            new Column<>("REPLICAS", 8, TopicState::replicas),
            new Column<>("CLEANUP", 14, TopicState::cleanup),
            new Column<>("LARGEST RECORD", 14, TopicState::largestRecord),
            new Column<>("STATE", 60, each -> each.fits() ? "ok" : String.join("; ", each.problems())));

    boolean fits() {
        return problems.isEmpty();
    }

    boolean isMissing() {
        return partitions.equals(NOTHING);
    }

    static Tone tone(TopicState state) {
        return state.fits() ? Tone.PLAIN : Tone.BAD;
    }

    static TopicState missing(String name) {
        return new TopicState(
                name, NOTHING, NOTHING, NOTHING, NOTHING, List.of("missing: 'topics --create' creates it"));
    }
}
