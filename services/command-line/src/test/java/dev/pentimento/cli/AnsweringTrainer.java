package dev.pentimento.cli;

import dev.pentimento.cli.connection.Connection;
import dev.pentimento.events.CommandAnswer;
import dev.pentimento.events.ModelCommand;
import dev.pentimento.platform.kafka.Received;
import dev.pentimento.platform.kafka.Start;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.TopicReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Answers so many commands alike, each after an answer that is for somebody else. */
final class AnsweringTrainer implements AutoCloseable {
    private final Connection connection;
    private final boolean accepted;
    private final String detail;
    private final List<ModelCommand> commands = new CopyOnWriteArrayList<>();
    private final TopicReader<Received<ModelCommand>> reader;
    private final Producer<byte[], byte[]> producer;
    private final Thread thread;

    AnsweringTrainer(Connection connection, int count, boolean accepted, String detail) {
        this.connection = connection;
        this.accepted = accepted;
        this.detail = detail;
        reader = connection.reader(Topic.MODEL_COMMANDS, ModelCommand.class, Start.BEGINNING, problem -> {});
        producer = connection.clients().producer("answers", Map.of());
        thread = new Thread(() -> reader.follow(received -> {
            received.event().filter(command -> command.getAnswer() == null).ifPresent(this::answer);
            return commands.size() < count;
        }));
        thread.start();
    }

    List<ModelCommand> commands() {
        return List.copyOf(commands);
    }

    private void answer(ModelCommand command) {
        commands.add(command);
        write(ModelCommand.newBuilder(command).setId("another"), !accepted, "not this one");
        write(ModelCommand.newBuilder(command), accepted, detail);
    }

    private void write(ModelCommand.Builder command, boolean with, String text) {
        ModelCommand answered =
                command.setAnswer(new CommandAnswer(with, text, Samples.NOON)).build();
        producer.send(new ProducerRecord<>(
                connection.topics().name(Topic.MODEL_COMMANDS),
                answered.getId().getBytes(StandardCharsets.UTF_8),
                connection.events().write(Topic.MODEL_COMMANDS, answered)));
        producer.flush();
    }

    @Override
    public void close() throws InterruptedException {
        reader.stop();
        thread.join();
        reader.close();
        producer.close();
    }
}
