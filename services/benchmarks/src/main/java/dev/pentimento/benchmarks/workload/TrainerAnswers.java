package dev.pentimento.benchmarks.workload;

import dev.pentimento.events.CommandAnswer;
import dev.pentimento.events.CommandKind;
import dev.pentimento.events.ModelCandidate;
import dev.pentimento.events.ModelCommand;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Patience;
import dev.pentimento.platform.kafka.Received;
import dev.pentimento.platform.kafka.Start;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.TopicReader;
import dev.pentimento.platform.kafka.UnusableRecords;
import dev.pentimento.platform.models.CommandSender;
import dev.pentimento.trainer.TrainedVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Asks the trainer, as {@code pentimento models} does, and waits until it has done it. */
public final class TrainerAnswers implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final ServiceContext context;
    private final CommandSender commands;

    public TrainerAnswers(ServiceContext context) {
        this.context = context;
        commands = new CommandSender(context, "bench-commands");
    }

    /**
     * Submits a version, and waits until it is in the registry.
     *
     * @throws IllegalStateException with the trainer's reason, if it is refused
     */
    public void submit(TrainedVersion version) {
        String id = StoredVersion.submit(version, context);
        requireAccepted(await(
                Topic.MODEL_CANDIDATES,
                ModelCandidate.class,
                candidate -> candidate.getId().equals(id) ? candidate.getAnswer() : null));
    }

    /**
     * Promotes a version, and waits until the trainer has done it.
     *
     * @throws IllegalStateException with the trainer's reason, if it refuses
     */
    public void promote(String version) {
        requireAccepted(answer(CommandKind.PROMOTE, version));
    }

    /** Requests a training, and returns the answer, which says whether a version was published, or why not. */
    public CommandAnswer retrain() {
        return answer(CommandKind.RETRAIN, null);
    }

    private CommandAnswer answer(CommandKind kind, @Nullable String version) {
        String id = UUID.randomUUID().toString();
        commands.send(ModelCommand.newBuilder()
                .setId(id)
                .setKind(kind)
                .setVersion(version)
                .setReason("bench")
                .setRequestedBy("bench")
                .setRequestedAt(Instant.now())
                .build());
        return await(
                Topic.MODEL_COMMANDS,
                ModelCommand.class,
                command -> command.getId().equals(id) ? command.getAnswer() : null);
    }

    private <E extends SpecificRecord> CommandAnswer await(
            Topic topic, Class<E> type, Function<E, @Nullable CommandAnswer> answers) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (TopicReader<Received<E>> reader = context.readers()
                .events(
                        "bench-answers",
                        Map.of(topic, Start.BEGINNING),
                        type,
                        UnusableRecords.REFUSED,
                        Patience.of(PATIENCE))) {
            while (System.nanoTime() < deadline) {
                for (Received<E> each : reader.poll()) {
                    CommandAnswer answer = each.event().map(answers).orElse(null);
                    if (answer != null) {
                        return answer;
                    }
                }
            }
        }
        throw new IllegalStateException("the trainer did not answer within " + PATIENCE.toMinutes() + " minutes");
    }

    private static void requireAccepted(CommandAnswer answer) {
        if (!answer.getAccepted()) {
            throw new IllegalStateException("the trainer refuses: " + answer.getDetail());
        }
    }

    @Override
    public void close() {
        commands.close();
    }
}
