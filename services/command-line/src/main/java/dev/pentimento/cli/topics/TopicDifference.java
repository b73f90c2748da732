package dev.pentimento.cli.topics;

import dev.pentimento.cli.output.Column;
import dev.pentimento.cli.output.Tone;
import java.util.List;

/**
 * One way in which a topic is not as it should be.
 *
 * @param setting its name at the broker; or {@code exists}, {@code partitions}, {@code replicas}
 * @param wanted the value to set
 * @param shouldBe the wanted value in words
 * @param advice how an operator changes what the command does not change
 */
record TopicDifference(
        String topic, String setting, String is, String wanted, String shouldBe, Remedy remedy, String advice) {
    static final List<Column<TopicDifference>> COLUMNS = List.of(
            new Column<>("TOPIC", 24, TopicDifference::topic),
            new Column<>("SETTING", 19, TopicDifference::setting),
            new Column<>("IS", 14, TopicDifference::is),
            new Column<>("SHOULD BE", 18, TopicDifference::shouldBe),
            new Column<>("WHAT TO DO", 60, TopicDifference::advice));

    /** What makes the topic as it should be. */
    enum Remedy {
        CREATE,
        ALTER,
        /** As {@link #ALTER}, but Kafka then deletes records that it keeps now. */
        ALTER_AND_DELETE,
        /** Not done by us. */
        BY_HAND
    }

    static TopicDifference missing(String topic) {
        return new TopicDifference(topic, "exists", "no", "yes", "yes", Remedy.CREATE, "'topics --create' creates it");
    }

    boolean alterable() {
        return remedy == Remedy.ALTER || remedy == Remedy.ALTER_AND_DELETE;
    }

    boolean deletes() {
        return remedy == Remedy.ALTER_AND_DELETE;
    }

    String sentence() {
        return remedy == Remedy.CREATE ? "missing: " + advice : setting + " must be " + shouldBe;
    }

    static Tone tone(TopicDifference difference) {
        return difference.alterable() && !difference.deletes() ? Tone.PLAIN : Tone.BAD;
    }
}
