package dev.pentimento.cli.process;

import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A display that redraws itself until it is closed. It uses the terminal's alternate screen, so that a narrower window
 * or another program's output cannot shift it. The last picture stays on the main screen.
 */
public final class LiveScreen implements AutoCloseable {
    private static final long REDRAW_MILLIS = 500;
    private static final int KEPT_NOTES = 10;

    /** Alternate screen, no cursor, no line wrap. */
    private static final String ENTER = "\u001b[?1049h\u001b[?25l\u001b[?7l";

    private static final String LEAVE = "\u001b[?7h\u001b[?25h\u001b[?1049l";
    private static final String HOME = "\u001b[H";
    private static final String CLEAR_LINE = "\u001b[2K";
    private static final String CLEAR_BELOW = "\u001b[J";

    private final PrintWriter writer;
    private final Supplier<WindowSize> size;
    private final Function<WindowSize, List<String>> picture;
    private final Deque<String> notes = new ArrayDeque<>();
    private final ScheduledExecutorService painter = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "live-screen");
        thread.setDaemon(true);
        return thread;
    });
    private boolean closed;

    /** @param picture returns the lines for a window of this size; called from another thread */
    public LiveScreen(PrintWriter writer, Supplier<WindowSize> size, Function<WindowSize, List<String>> picture) {
        this.writer = writer;
        this.size = size;
        this.picture = picture;
    }

    public void start() {
        writer.print(ENTER);
        draw();
        painter.scheduleWithFixedDelay(this::draw, REDRAW_MILLIS, REDRAW_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Shows a message below the picture, and repeats it when the display is closed. */
    public synchronized void note(String message) {
        notes.addLast("pentimento: " + message);
        if (notes.size() > KEPT_NOTES) {
            notes.removeFirst();
        }
    }

    private synchronized void draw() {
        if (closed) {
            return;
        }
        WindowSize window = size.get();
        int below = notes.isEmpty() ? 0 : 1;
        int above = Math.max(1, window.rows() - below);
        List<String> lines = new ArrayList<>(picture.apply(new WindowSize(window.columns(), above)));
        lines.subList(Math.min(above, lines.size()), lines.size()).clear();
        if (below > 0 && window.rows() > 1) {
            lines.add(notes.getLast());
        }
        writer.print(HOME);
        for (int i = 0; i < lines.size(); i++) {
            // Clear before writing: after a line as wide as the window, the cursor is on its last character.
            writer.print((i == 0 ? "" : "\r\n") + CLEAR_LINE + lines.get(i));
        }
        writer.print(lines.size() < window.rows() ? "\r\n" + CLEAR_BELOW : "");
        writer.flush();
    }

    @Override
    public void close() {
        painter.shutdown();
        synchronized (this) {
            closed = true;
            int columns = size.get().columns();
            writer.print(LEAVE);
            picture.apply(new WindowSize(columns, Integer.MAX_VALUE)).forEach(writer::println);
            notes.forEach(writer::println);
            writer.flush();
        }
    }
}
