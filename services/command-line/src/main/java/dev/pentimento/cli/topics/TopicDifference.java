package dev.pentimento.cli.topics;

import dev.pentimento.cli.output.Column;
import dev.pentimento.cli.output.Tone;
import java.util.List;

/**
 * One difference between a topic and its planned configuration.
 *
 * @param setting the broker's name of the setting, or {@code exists}, {@code partitions} or {@code replicas}
 * @param wanted the value to set
 * @param shouldBe the wanted value as text
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

    /** How the difference is removed. */
    enum Remedy {
        CREATE,
        ALTER,
        /** Like {@link #ALTER}, but Kafka then deletes records that it now keeps. */
        ALTER_AND_DELETE,
        /** Must be done by an operator. */
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
