package dev.pentimento.dashboard.notifications;

import dev.pentimento.events.Notification;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Decoding;
import dev.pentimento.platform.kafka.EventWriter;
import dev.pentimento.platform.kafka.Received;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.UnusableRecords;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;

/**
 * The topic {@code notifications}. Its one partition belongs to one instance of the group: that instance's turn it is to
 * send. Whoever gets the turn reads the topic from its beginning. Used by one thread; only {@link #wakeUp} may be called
 * by others.
 */
final class OutboxTopic implements AutoCloseable {
    private final EventWriter writer;
    private final Supplier<Outbox> outboxes;
    private final Consumer<byte[], byte[]> consumer;
    private final Decoding<Received<Notification>> decoding;
    private final TopicPartition partition;
    private Outbox outbox;
    private boolean mine;
    private boolean read;
    private long end;

    /** @param outboxes makes an empty one */
    OutboxTopic(ServiceContext context, EventWriter writer, Supplier<Outbox> outboxes) {
        this.writer = writer;
        this.outboxes = outboxes;
        outbox = outboxes.get();
        partition = new TopicPartition(context.topics().name(Topic.NOTIFICATIONS), 0);
        decoding = context.readers().decoding(Notification.class, UnusableRecords.LOGGED);
        consumer = context.clients()
                .reader(
                        "dashboard-notifications",
                        Map.of("group.id", context.topics().prefixed(NotifierRights.GROUP)));
        consumer.subscribe(List.of(partition.topic()), new Turn());
    }

    /** The messages so far; empty while it is another instance's turn, or while the topic is being read. */
    Optional<Outbox> poll(Duration wait) {
        consumer.poll(wait)
                .forEach(record ->
                        decoding.decode(record).flatMap(Received::event).ifPresent(outbox::accept));
        if (mine && !read) {
            read = consumer.position(partition) >= end;
        }
        return mine && read ? Optional.of(outbox) : Optional.empty();
    }

    /** Writes a message, or what became of it. */
    void write(Notification message) {
        writer.write(Topic.NOTIFICATIONS, message.getId(), message);
        outbox.accept(message);
        outbox.superseded(message).forEach(id -> writer.delete(Topic.NOTIFICATIONS, id));
    }

    void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }

    private final class Turn implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
            if (assigned.contains(partition)) {
                outbox = outboxes.get();
                read = false;
                consumer.seekToBeginning(assigned);
                end = consumer.endOffsets(assigned).getOrDefault(partition, 0L);
                mine = true;
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
            mine = mine && !revoked.contains(partition);
        }
    }
}
