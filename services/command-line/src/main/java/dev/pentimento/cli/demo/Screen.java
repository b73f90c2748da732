package dev.pentimento.cli.demo;

import dev.pentimento.cli.process.Terminal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Shows the story as it unfolds: a table drawn over itself in a terminal, and only its events where there is none. */
final class Screen implements AutoCloseable {
    private static final long REDRAW_MILLIS = 500;
    private static final String UP_AND_CLEAR = "\u001b[%dA\u001b[J";

    private final Terminal terminal;
    private final Sightings sightings;
    private final Set<String> told = new HashSet<>();
    private final ScheduledExecutorService painter = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "demo-screen");
        thread.setDaemon(true);
        return thread;
    });
    private int drawn;

    Screen(Terminal terminal, Sightings sightings) {
        this.terminal = terminal;
        this.sightings = sightings;
    }

    void start() {
        painter.scheduleWithFixedDelay(this::draw, REDRAW_MILLIS, REDRAW_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        painter.shutdown();
        draw();
    }

    private synchronized void draw() {
        if (terminal.errIsTerminal()) {
            List<String> lines = StoryTable.lines(sightings);
            String erase = drawn == 0 ? "" : String.format(UP_AND_CLEAR, drawn);
            terminal.err().print(erase + String.join("\n", lines) + "\n");
            drawn = lines.size();
        } else {
            List<String> news = new ArrayList<>(StoryTable.events(sightings));
            news.removeIf(line -> !told.add(line));
            news.forEach(terminal.err()::println);
        }
        terminal.err().flush();
    }
}
