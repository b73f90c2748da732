package dev.pentimento.embedding;

import org.apache.kafka.clients.consumer.GroupProtocol;

/** Which protocol the consumer group uses. */
public enum GroupProtocolChoice {
    /** {@link #CONSUMER}, or {@link #CLASSIC} if the brokers do not support it. */
    AUTO(GroupProtocol.CONSUMER),
    /** The broker assigns the partitions. */
    CONSUMER(GroupProtocol.CONSUMER),
    /** A member assigns them, with static membership. */
    CLASSIC(GroupProtocol.CLASSIC);

    private final GroupProtocol first;

    GroupProtocolChoice(GroupProtocol first) {
        this.first = first;
    }

    /** The protocol that is tried first. */
    GroupProtocol first() {
        return first;
    }
}
