package dev.pentimento.cli.watch;

import dev.pentimento.cli.live.LiveView;
import dev.pentimento.cli.output.Cells;
import dev.pentimento.cli.process.LiveScreen;
import dev.pentimento.cli.process.Terminal;
import dev.pentimento.cli.process.WindowSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Shows the current state of a stream and redraws it as events arrive. */
final class LiveWatch<E> implements Consumer<E>, AutoCloseable {
    private final String name;
    private final LiveView<E> view;
    private final boolean colours;
    private final LiveScreen screen;
    private long events;
    private boolean over;

    LiveWatch(String name, LiveView<E> view, Terminal terminal, Supplier<WindowSize> size) {
        this.name = name;
        this.view = view;
        this.colours = terminal.coloursOut();
        screen = new LiveScreen(terminal.out(), size, this::lines);
        screen.start();
    }

    @Override
    public synchronized void accept(E event) {
        view.accept(event);
        events++;
    }

    void note(String message) {
        screen.note(message);
    }

    private synchronized List<String> lines(WindowSize window) {
        List<String> lines = new ArrayList<>();
        String caption = events == 0
                ? name + ": no events yet"
                : String.format(Locale.ROOT, "%s after %,d events", name, events);
        lines.add(Cells.cut(caption + (over ? "" : "; press Ctrl-C to stop"), window.columns()));
        if (events > 0) {
            lines.addAll(view.table().lines(new WindowSize(window.columns(), window.rows() - 1), colours));
        }
        return lines;
    }

    @Override
    public void close() {
        synchronized (this) {
            over = true;
        }
        screen.close();
    }
}
