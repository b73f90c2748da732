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

/** Shows the story as it unfolds: a table drawn over itself in a terminal, and only its events where there is none. */
interface Screen extends AutoCloseable {
    @Override
    void close();

    static Screen show(Terminal terminal, StoryTable table, Sightings sightings) {
        if (!terminal.redrawsErr()) {
            return new Told(terminal, sightings);
        }
        LiveScreen screen = new LiveScreen(terminal.err(), WindowSize::ofThisProcess, table::lines);
        screen.start();
        return screen::close;
    }

    /** Each event once. */
    final class Told implements Screen {
        private static final long LOOK_MILLIS = 500;

        private final Terminal terminal;
        private final Sightings sightings;
        private final Set<String> told = new HashSet<>();
        private final ScheduledExecutorService teller = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "demo-screen");
            thread.setDaemon(true);
            return thread;
        });

        Told(Terminal terminal, Sightings sightings) {
            this.terminal = terminal;
            this.sightings = sightings;
            teller.scheduleWithFixedDelay(this::tell, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }

        @Override
        public void close() {
            teller.shutdown();
            tell();
        }

        private synchronized void tell() {
            List<String> news = new ArrayList<>(StoryTable.events(sightings));
            news.removeIf(line -> !told.add(line));
            news.forEach(terminal.err()::println);
            terminal.err().flush();
        }
    }
}
