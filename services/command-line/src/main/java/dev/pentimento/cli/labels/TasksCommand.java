package dev.pentimento.cli.labels;

import dev.pentimento.cli.connection.ConnectedCommand;
import dev.pentimento.cli.connection.Connection;
import dev.pentimento.cli.connection.ReadingProgress;
import dev.pentimento.cli.options.UsageException;
import dev.pentimento.events.LabelRequest;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pentimento labels tasks}. */
@Command(
        name = "tasks",
        description = {
            "Prints the open label requests as tasks for Label Studio, in JSON.",
            "'produce --labels-only FILE' sends the labels of Label Studio's JSON export, as answers to the requests."
        })
final class TasksCommand extends ConnectedCommand implements Callable<Integer> {
    @Option(
            names = "--page",
            paramLabel = "URL",
            description = "Address of the page, from which the annotators' browsers load the images."
                    + " Default: ${DEFAULT-VALUE}.")
    private String page = "http://localhost:8080";

    @Option(names = "--max", paramLabel = "N", description = "Print at most N tasks: those of the newest images.")
    private int max = Integer.MAX_VALUE;

    @Override
    public Integer call() {
        requireUsable();
        try (Connection connection = connectionOptions.connect()) {
            ReadingProgress progress = new ReadingProgress(terminal);
            List<LabelRequest> open =
                    OpenRequests.all(connection, InstantSource.system().instant(), progress, terminal::note);
            progress.clear();
            List<LabelRequest> tasks = open.subList(Math.max(0, open.size() - max), open.size());
            terminal.out().println(LabelStudioTasks.of(tasks, page));
            terminal.note(String.format(Locale.ROOT, "%,d of %,d open requests", tasks.size(), open.size()));
            return 0;
        }
    }

    private void requireUsable() {
        if (max < 1) {
            throw new UsageException("--max must be positive: " + max);
        }
        try {
            URI uri = URI.create(page);
            if (uri.getHost() == null || !String.valueOf(uri.getScheme()).matches("https?")) {
                throw new IllegalArgumentException("no host");
            }
        } catch (IllegalArgumentException e) {
            throw new UsageException("--page must be a URL such as http://localhost:8080: " + page);
        }
    }
}
