package dev.pentimento.cli.connection;

import dev.pentimento.cli.process.Progress;
import dev.pentimento.cli.process.Terminal;
import dev.pentimento.platform.kafka.Topic;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Shows how far each topic has been read. */
public final class ReadingProgress implements RecordedRange.Reading {
    private final Terminal terminal;
    private final Map<Topic, Progress> topics = new EnumMap<>(Topic.class);

    public ReadingProgress(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void at(Topic topic, long done, long total) {
        String what = "records of " + topic.name().toLowerCase(Locale.ROOT).replace('_', '-') + " read";
        topics.computeIfAbsent(topic, none -> new Progress(terminal, what, InstantSource.system()))
                .show(done, total);
    }

    /** Removes the progress line from the terminal. */
    public void clear() {
        topics.values().forEach(Progress::clear);
    }
}
