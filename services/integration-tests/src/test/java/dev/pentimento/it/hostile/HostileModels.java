package dev.pentimento.it.hostile;

import dev.pentimento.platform.kafka.Topic;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Draws records of the topics of models that are no events. Nobody answers them, and they change nothing. A whole event
 * there means what it says: to write these topics is the right to do so.
 */
final class HostileModels {
    private static final List<Topic> TOPICS =
            List.of(Topic.MODEL_COMMANDS, Topic.MODEL_VERSIONS, Topic.MODEL_ARTIFACTS);

    private HostileModels() {}

    static HostileCase draw(PlainRecords records, SplittableRandom random) {
        Topic topic = TOPICS.get(random.nextInt(TOPICS.size()));
        byte[] key = new byte[random.nextInt(40)];
        random.nextBytes(key);
        byte[] body = new byte[random.nextInt(300)];
        random.nextBytes(body);
        byte[] value = switch (random.nextInt(4)) {
            case 0 -> body;
            case 1 -> null;
            case 2 -> PlainRecords.framed(records.id(topic), new byte[random.nextInt(3)]);
            default -> PlainRecords.framed(records.id(Topic.IMAGES), body);
        };
        // a topic that is compacted takes no record without a key
        return HostileCase.of(topic, "noise on " + topic.baseName(), key, value, Fate.NOTHING);
    }
}
