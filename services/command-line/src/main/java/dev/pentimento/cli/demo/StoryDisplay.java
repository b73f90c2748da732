package dev.pentimento.cli.demo;

import dev.pentimento.cli.process.LiveScreen;
import dev.pentimento.cli.process.Terminal;
import dev.pentimento.cli.process.WindowSize;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Shows the demo while it runs: a table that redraws itself in a terminal, and only the events elsewhere. */
interface StoryDisplay extends AutoCloseable {
    @Override
    void close();

    static StoryDisplay show(Terminal terminal, StoryTable table, ObservedResults results) {
        if (!terminal.redrawsErr()) {
            return new Told(terminal, results);
        }
        LiveScreen screen = new LiveScreen(terminal.err(), WindowSize::ofThisProcess, table::lines);
        screen.start();
        return screen::close;
    }

    /** Prints each event once. */
    final class Told implements StoryDisplay {
        private static final long LOOK_MILLIS = 500;

        private final Terminal terminal;
        private final ObservedResults results;
        private final Set<String> told = new HashSet<>();
        private final ScheduledExecutorService teller = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "demo-screen");
            thread.setDaemon(true);
            return thread;
        });

        Told(Terminal terminal, ObservedResults results) {
            this.terminal = terminal;
            this.results = results;
            teller.scheduleWithFixedDelay(this::tell, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }

        @Override
        public void close() {
            teller.shutdown();
            tell();
        }

        private synchronized void tell() {
            List<String> news = new ArrayList<>(StoryTable.events(results));
            news.removeIf(line -> !told.add(line));
            news.forEach(terminal.err()::println);
            terminal.err().flush();
        }
    }
}
