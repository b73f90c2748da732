package dev.pentimento.cli.watch;

import dev.pentimento.cli.connection.Connection;
import dev.pentimento.cli.connection.ConnectionOptions;
import dev.pentimento.cli.connection.TopicReader;
import dev.pentimento.cli.output.EventPrinter;
import dev.pentimento.cli.process.StopSignal;
import dev.pentimento.cli.process.Terminal;
import dev.pentimento.cli.process.WindowSize;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pentimento watch}: what is committed to a stream, as it comes. */
@Command(
        name = "watch",
        description = {
            "Follow a stream as a table or as JSON lines, until Ctrl-C.",
            "In a terminal quality, drift, models and dead-letters show how things stand, with their history as"
                    + " sparklines; predictions and outcomes, and everything in a pipe, a line for each event."
        })
public final class WatchCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final ConnectionOptions connectionOptions = new ConnectionOptions();

    @Parameters(
            paramLabel = "STREAM",
            completionCandidates = WatchedStream.Names.class,
            description = "One of ${COMPLETION-CANDIDATES}.")
    private String stream = "";

    @Option(names = "--json", description = "One JSON object per line instead of a table.")
    private boolean json;

    @Option(
            names = "--from-beginning",
            description = "Begin with what is there already; tables of how things stand always do.")
    private boolean fromBeginning;

    @Option(names = "--max", paramLabel = "N", description = "End after N events.")
    private long max = Long.MAX_VALUE;

    WatchCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (max < 1) {
            throw new ParameterException(spec.commandLine(), "--max must be positive: " + max);
        }
        Optional<WatchedStream<?>> watched = WatchedStream.named(stream);
        watch(watched.orElseThrow(() -> new ParameterException(
                spec.commandLine(),
                "there is no stream '" + stream + "', only " + String.join(", ", WatchedStream.names()))));
        return 0;
    }

    private <E extends SpecificRecord> void watch(WatchedStream<E> watched) {
        try (StopSignal stop = StopSignal.listen();
                Connection connection = connectionOptions.connect()) {
            if (watched.live().isPresent() && terminal.redrawsOut() && !json) {
                // Asked before the screen is taken: there may be no such topic, or no Kafka.
                connection.partitions(watched.topic());
                try (LiveWatch<E> live = new LiveWatch<>(
                        watched.name(), watched.live().get().get(), terminal, WindowSize::ofThisProcess)) {
                    follow(connection, stop, watched, true, live::note, live);
                }
            } else {
                Consumer<E> printer = EventPrinter.of(watched.rows(), json, terminal);
                follow(connection, stop, watched, fromBeginning, terminal::note, printer);
            }
        }
    }

    private <E extends SpecificRecord> void follow(
            Connection connection,
            StopSignal stop,
            WatchedStream<E> watched,
            boolean whole,
            Consumer<String> unusable,
            Consumer<E> reader) {
        try (TopicReader<E> topic = new TopicReader<>(connection, watched.topic(), watched.type(), unusable)) {
            stop.onRequest(topic::stop);
            AtomicLong seen = new AtomicLong();
            topic.follow(whole, received -> {
                received.event().ifPresent(event -> {
                    reader.accept(event);
                    seen.incrementAndGet();
                });
                // Whoever read the output, such as head, may have seen enough.
                return seen.get() < max && !terminal.out().checkError();
            });
        }
    }
}
