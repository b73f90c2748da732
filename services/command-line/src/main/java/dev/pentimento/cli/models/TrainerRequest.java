package dev.pentimento.cli.models;

import dev.pentimento.cli.connection.Connection;
import dev.pentimento.cli.output.AvroJson;
import dev.pentimento.cli.process.Terminal;
import dev.pentimento.events.CommandAnswer;
import dev.pentimento.events.CommandKind;
import dev.pentimento.events.ModelCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an operator wants of the trainer: asked for once, answered under its id. */
final class TrainerRequest {
    private static final int DONE = 0;
    private static final int FAILED = 1;

    private final Connection connection;
    private final Terminal terminal;
    private final RequestOptions options;

    TrainerRequest(Connection connection, Terminal terminal, RequestOptions options) {
        this.connection = connection;
        this.terminal = terminal;
        this.options = options;
    }

    /** As {@link #carryOut}, but where somebody sits at a terminal, only after a yes to the question. */
    int carryOutIfConfirmed(String question, CommandKind kind, @Nullable String version, Duration patience) {
        return new Confirmation(terminal, System.in).given(question, options)
                ? carryOut(kind, version, patience)
                : FAILED;
    }

    /**
     * Asks, waits for the answer and tells it.
     *
     * @param patience unless the user says otherwise
     * @return the exit code: a refusal is a failure
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
                .build();
        Optional<ModelCommand> answered;
        try (CommandExchange exchange = new CommandExchange(connection)) {
            answered = exchange.ask(command, timeout);
        }
        if (answered.isEmpty()) {
            terminal.note("no trainer answered within " + timeout.toSeconds() + " s; the command " + command.getId()
                    + " waits in the topic until one does, and 'watch models' shows what becomes of it");
            return FAILED;
        }
        return tell(answered.get());
    }

    private int tell(ModelCommand answered) {
        CommandAnswer answer = answered.getAnswer();
        if (options.json()) {
            terminal.out().println(AvroJson.pretty(answered));
        } else if (answer.getAccepted()) {
            terminal.out().println(answer.getDetail());
        } else {
            terminal.note("refused: " + answer.getDetail());
        }
        return answer.getAccepted() ? DONE : FAILED;
    }
}
