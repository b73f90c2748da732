package dev.pentimento.cli.models;

import dev.pentimento.cli.connection.Connection;
import dev.pentimento.events.ModelCommand;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.UnusableRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Writes a command to {@code model-commands} and waits for the record of the same id that has an answer. */
final class CommandExchange implements AutoCloseable {
    private static final Duration SEND_WITHIN = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Connection connection;
    private final Consumer<byte[], byte[]> consumer;

    CommandExchange(Connection connection) {
        this.connection = connection;
        List<TopicPartition> partitions = connection.partitions(Topic.MODEL_COMMANDS);
        consumer = connection
                .clients()
                .consumer(
                        "pentimento-answers", Map.of("allow.auto.create.topics", false, "enable.metrics.push", false));
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position); // an answer cannot come before the question, which is written next
    }

    /**
     * @return the command with its answer; empty if none came in time
     * @throws KafkaException if the broker has not taken the command: nothing will be done then
     */
    Optional<ModelCommand> ask(ModelCommand command, Duration timeout) {
        send(command);
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < timeout.toNanos()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                Optional<ModelCommand> answered =
                        decode(record).filter(each -> each.getId().equals(command.getId()) && each.getAnswer() != null);
                if (answered.isPresent()) {
                    return answered;
                }
            }
        }
        return Optional.empty();
    }

    private void send(ModelCommand command) {
        String key = command.getVersion() == null ? command.getId() : command.getVersion();
        // A command that has failed for its sender must not be carried out minutes later.
        Map<String, Object> required = Map.of(
                "delivery.timeout.ms",
                (int) SEND_WITHIN.toMillis(),
                "request.timeout.ms",
                5_000,
                "linger.ms",
                0,
                "max.block.ms",
                SEND_WITHIN.toMillis(),
                "enable.metrics.push",
                false);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                connection.topics().name(Topic.MODEL_COMMANDS),
                key.getBytes(StandardCharsets.UTF_8),
                connection.events().write(Topic.MODEL_COMMANDS, command));
        try (Producer<byte[], byte[]> producer = connection.clients().producer("pentimento-commands", required)) {
            producer.send(record).get(2 * SEND_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("the broker has not taken the command, nothing was done", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while the command was sent", e);
        }
    }

    private Optional<ModelCommand> decode(ConsumerRecord<byte[], byte[]> record) {
        try {
            return record.value() == null
                    ? Optional.empty()
                    : Optional.of(connection.events().read(Topic.MODEL_COMMANDS, record.value(), ModelCommand.class));
        } catch (UnusableRecordException e) {
            return Optional.empty(); // somebody else's, and nothing that could answer us
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
