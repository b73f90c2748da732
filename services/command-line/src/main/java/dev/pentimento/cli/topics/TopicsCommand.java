package dev.pentimento.cli.topics;

import dev.pentimento.cli.connection.Connection;
import dev.pentimento.cli.connection.ConnectionOptions;
import dev.pentimento.cli.output.Table;
import dev.pentimento.cli.process.Terminal;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pentimento topics}. */
@Command(
        name = "topics",
        description = {
            "The topics, how they are spread and cleaned, and whether that is as it must be.",
            "Exit code 1 if one is missing or not as it must be."
        })
public final class TopicsCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final ConnectionOptions connectionOptions = new ConnectionOptions();

    @Option(names = "--create", description = "Create those that are missing; what is there stays as it is.")
    private boolean create;

    TopicsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Connection connection = connectionOptions.connect();
                Admin admin = connection.clients().admin("pentimento-command")) {
            TopicStates states = new TopicStates(connection, admin);
            List<TopicState> found = states.read();
            if (create) {
                List<String> created = connection.topics().createMissing(admin);
                created.forEach(name -> terminal.note("created " + name));
                found = states.readWith(created);
            }
            Table<TopicState> table = new Table<>(TopicState.COLUMNS, TopicState::tone, terminal);
            found.forEach(table::print);
            return found.stream().allMatch(TopicState::fits) ? 0 : 1;
        }
    }
}
