package dev.pentimento.cli.watch;

import dev.pentimento.cli.connection.ConnectedCommand;
import dev.pentimento.cli.connection.Connection;
import dev.pentimento.cli.connection.ReadingProgress;
import dev.pentimento.cli.labels.OpenRequests;
import dev.pentimento.cli.options.UsageException;
import dev.pentimento.cli.output.EventPrinter;
import dev.pentimento.cli.process.StopSignal;
import dev.pentimento.cli.process.WindowSize;
import dev.pentimento.events.LabelRequest;
import dev.pentimento.platform.kafka.Received;
import dev.pentimento.platform.kafka.Start;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.TopicReader;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pentimento watch}: follows the committed events of a stream. */
@Command(
        name = "watch",
        description = {
            "Follows a stream as a table or as JSON lines, until Ctrl-C.",
            "In a terminal, quality, drift, models and dead-letters show the current state, with the history as"
                    + " sparklines. The other streams, and all streams in a pipe, print a line for each event.",
            "label-requests begins with the open requests: those that have no label yet and have not expired."
        })
public final class WatchCommand extends ConnectedCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "STREAM",
            completionCandidates = WatchedStream.Names.class,
            description = "One of ${COMPLETION-CANDIDATES}.")
    private String stream = "";

    @Option(names = "--json", description = "One JSON object per line instead of a table.")
    private boolean json;

    @Option(
            names = "--from-beginning",
            description = "Start with the oldest event. Tables of the current state always do.")
    private boolean fromBeginning;

    @Option(names = "--max", paramLabel = "N", description = "Stop after N events.")
    private long max = Long.MAX_VALUE;

    @Override
    public Integer call() {
        if (max < 1) {
            throw new UsageException("--max must be positive: " + max);
        }
        Optional<WatchedStream<?>> watched = WatchedStream.named(stream);
        watch(watched.orElseThrow(() -> new UsageException(
                "unknown stream '" + stream + "'; it must be one of " + String.join(", ", WatchedStream.names()))));
        return 0;
    }

    private <E extends SpecificRecord> void watch(WatchedStream<E> watched) {
        try (StopSignal stop = StopSignal.listen();
                Connection connection = connectionOptions.connect()) {
            if (watched.live().isPresent() && terminal.redrawsOut() && !json) {
                // Fails before the screen is cleared if the topic does not exist or Kafka does not answer.
                connection.partitions(watched.topic());
                try (LiveWatch<E> live = new LiveWatch<>(
                        watched.name(), watched.live().get().get(), terminal, WindowSize::ofThisProcess)) {
                    follow(connection, stop, watched, true, live::note, live, event -> true);
                }
            } else {
                Consumer<E> printer = EventPrinter.of(watched.rows(), json, terminal);
                boolean requests = watched.topic() == Topic.LABEL_REQUESTS && !fromBeginning;
                Predicate<E> wanted = requests ? open(connection) : event -> true;
                follow(connection, stop, watched, fromBeginning || requests, terminal::note, printer, wanted);
            }
        }
    }

    /** The requests without an answer so far; those that come later are open. */
    private <E extends SpecificRecord> Predicate<E> open(Connection connection) {
        ReadingProgress progress = new ReadingProgress(terminal);
        OpenRequests open = OpenRequests.read(connection, InstantSource.system().instant(), progress, terminal::note);
        progress.clear();
        return event -> event instanceof LabelRequest request && open.isOpen(request);
    }

    private <E extends SpecificRecord> void follow(
            Connection connection,
            StopSignal stop,
            WatchedStream<E> watched,
            boolean whole,
            Consumer<String> unusable,
            Consumer<E> reader,
            Predicate<E> wanted) {
        Start start = whole ? Start.BEGINNING : Start.END;
        try (TopicReader<Received<E>> topic = connection.reader(watched.topic(), watched.type(), start, unusable)) {
            stop.onRequest(topic::stop);
            AtomicLong seen = new AtomicLong();
            topic.follow(received -> {
                received.event().filter(wanted).ifPresent(event -> {
                    reader.accept(event);
                    seen.incrementAndGet();
                });
                // The reader of the output, such as head, may have closed it.
                return seen.get() < max && !terminal.out().checkError();
            });
        }
    }
}
