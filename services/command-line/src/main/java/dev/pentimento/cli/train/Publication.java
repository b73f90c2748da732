package dev.pentimento.cli.train;

import dev.pentimento.cli.connection.Answer;
import dev.pentimento.cli.connection.Connection;
import dev.pentimento.cli.process.Terminal;
import dev.pentimento.events.CommandAnswer;
import dev.pentimento.events.ModelCandidate;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.platform.kafka.Received;
import dev.pentimento.platform.kafka.Start;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.TopicReader;
import dev.pentimento.platform.models.ModelPublisher;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Submits a version to the trainer, and waits for its answer. */
public final class Publication {
    private final Connection connection;
    private final Terminal terminal;
    private final Duration timeout;

    public Publication(Connection connection, Terminal terminal, PublicationOptions options) {
        this.connection = connection;
        this.terminal = terminal;
        this.timeout = options.timeout();
    }

    /**
     * Publishes, and prints what the trainer says.
     *
     * @param files the new files; those of an earlier version need not be sent again
     * @return whether the trainer accepted the version
     */
    public boolean carryOut(ModelVersion version, List<byte[]> files) {
        ModelCandidate candidate = ModelCandidate.newBuilder()
                .setId(UUID.randomUUID().toString())
                .setVersion(version)
                .setPublishedBy("command line: " + System.getProperty("user.name", "unknown"))
                .setPublishedAt(Instant.now())
                .build();
        Optional<ModelCandidate> answered;
        try (TopicReader<Received<ModelCandidate>> reader =
                connection.reader(Topic.MODEL_CANDIDATES, ModelCandidate.class, Start.END, unusable -> {})) {
            reader.open(); // an answer cannot come before the candidate, which is written next
            new ModelPublisher(
                            connection.clients(),
                            connection.topics(),
                            connection.events(),
                            "train-" + candidate.getId())
                    .submit(candidate, files);
            answered = Answer.await(
                    reader, each -> each.getId().equals(candidate.getId()) && each.getAnswer() != null, timeout);
        }
        return tell(candidate, answered.map(ModelCandidate::getAnswer));
    }

    private boolean tell(ModelCandidate candidate, Optional<CommandAnswer> answer) {
        if (answer.isEmpty()) {
            terminal.note("no trainer answered within " + timeout.toSeconds() + " s; the candidate "
                    + candidate.getId() + " waits in the topic until one does; './pentimento models list' then shows"
                    + " the version");
            return false;
        }
        if (!answer.get().getAccepted()) {
            terminal.note("refused: " + answer.get().getDetail());
            return false;
        }
        terminal.out()
                .println("published: " + answer.get().getDetail() + "; './pentimento models show "
                        + candidate.getVersion().getVersion() + "' shows it");
        terminal.out().flush();
        return true;
    }
}
