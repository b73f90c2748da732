package dev.pentimento.cli.models;

import dev.pentimento.cli.connection.Answer;
import dev.pentimento.cli.connection.Connection;
import dev.pentimento.cli.process.Confirmation;
import dev.pentimento.cli.process.Terminal;
import dev.pentimento.events.CommandAnswer;
import dev.pentimento.events.CommandKind;
import dev.pentimento.events.ModelCommand;
import dev.pentimento.events.PruneRequest;
import dev.pentimento.platform.kafka.Received;
import dev.pentimento.platform.kafka.Start;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.TopicReader;
import dev.pentimento.platform.models.CommandSender;
import dev.pentimento.schemas.json.EventJson;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/** Sends an operator's request to the trainer once, and waits for the answer with the same id. */
final class TrainerRequest {
    private static final int DONE = 0;
    private static final int FAILED = 1;

    private final Connection connection;
    private final Terminal terminal;
    private final RequestOptions options;
    private boolean force;
    private @Nullable PruneRequest prune;

    TrainerRequest(Connection connection, Terminal terminal, RequestOptions options) {
        this.connection = connection;
        this.terminal = terminal;
        this.options = options;
    }

    /** Also promotes a version that no service has loaded. */
    TrainerRequest forced(boolean wanted) {
        force = wanted;
        return this;
    }

    /** With this, REJECT without a version deletes files: releases that do not know it refuse it. */
    TrainerRequest pruning(PruneRequest wanted) {
        prune = wanted;
        return this;
    }

    /** Like {@link #carryOut}, but in a terminal only after the user has confirmed. */
    int carryOutIfConfirmed(String question, CommandKind kind, @Nullable String version, Duration patience) {
        return new Confirmation(terminal, System.in).given(question, options.yes())
                ? carryOut(kind, version, patience)
                : FAILED;
    }

    /**
     * Sends the command, waits for the answer and prints it.
     *
     * @param patience time limit, unless the user gives one
     * @return the exit code; a refusal counts as a failure
     */
    int carryOut(CommandKind kind, @Nullable String version, Duration patience) {
        Duration timeout = options.timeout(patience);
        ModelCommand command = ModelCommand.newBuilder()
                .setId(UUID.randomUUID().toString())
                .setKind(kind)
                .setVersion(version)
                .setReason(options.reason())
                .setRequestedBy("command line: " + System.getProperty("user.name", "unknown"))
                .setRequestedAt(Instant.now())
                .setAnswer(null)
                .setForce(force)
                .setPrune(prune)
                .build();
        Optional<ModelCommand> answered;
        try (TopicReader<Received<ModelCommand>> reader =
                connection.reader(Topic.MODEL_COMMANDS, ModelCommand.class, Start.END, unusable -> {})) {
            reader.open(); // the answer cannot arrive before the command, which is written next
            send(command);
            answered = Answer.await(
                    reader, found -> found.getId().equals(command.getId()) && found.getAnswer() != null, timeout);
        }
        if (answered.isEmpty()) {
            terminal.note("no trainer answered within " + timeout.toSeconds() + " s; the command " + command.getId()
                    + " stays in the topic until one does; 'watch models' then shows the result");
            return FAILED;
        }
        return tell(answered.get());
    }

    private void send(ModelCommand command) {
        try (CommandSender sender =
                new CommandSender(connection.clients(), connection.events(), "pentimento-commands")) {
            sender.send(command);
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            throw new KafkaException("the broker did not accept the command; nothing was changed", e);
        }
    }

    private int tell(ModelCommand answered) {
        CommandAnswer answer = answered.getAnswer();
        if (options.json()) {
            terminal.out().println(EventJson.pretty(answered));
        } else if (answer.getAccepted()) {
            terminal.out().println(answer.getDetail());
        } else {
            terminal.note("refused: " + answer.getDetail());
        }
        return answer.getAccepted() ? DONE : FAILED;
    }
}
