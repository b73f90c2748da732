package dev.pentimento.cli.produce;

import dev.pentimento.cli.process.Progress;
import dev.pentimento.events.Image;
import dev.pentimento.events.Label;
import dev.pentimento.learning.data.DatasetException;
import dev.pentimento.learning.data.Example;
import dev.pentimento.platform.kafka.Topic;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLConnection;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One run of {@code produce}: images at their rate, and each one's label when its time has come. */
final class Production {
    /** What the topic of images takes. */
    static final int LARGEST_IMAGE = 16 * 1024 * 1024;

    private final Sink sink;
    private final Progress progress;
    private final InstantSource clock;
    private final Pause pause;
    private final Deque<DueLabel> dueLabels = new ArrayDeque<>();
    private Instant start = Instant.EPOCH;
    private boolean stopped;

    /** Waits; true if the run shall end before its time. */
    @FunctionalInterface
    interface Pause {
        boolean await(Duration atMost) throws InterruptedException;
    }

    private record DueLabel(Instant due, String imageId, String label) {}

    Production(Sink sink, Progress progress, InstantSource clock, Pause pause) {
        this.sink = sink;
        this.progress = progress;
        this.clock = clock;
        this.pause = pause;
    }

    void run(Plan plan) throws InterruptedException {
        start = clock.instant();
        for (int i = 0; i < plan.examples().size() && !stopped; i++) {
            waitUntil(start.plus(plan.due(i)));
            if (!stopped) {
                send(plan.examples().get(i), plan);
                progress.show(i + 1, plan.examples().size());
            }
        }
        while (!dueLabels.isEmpty() && !stopped) {
            waitUntil(dueLabels.getFirst().due());
            sendDueLabels();
        }
        progress.clear();
    }

    Duration elapsed() {
        return Duration.between(start, clock.instant());
    }

    /** Whether it ended before its time. */
    boolean stopped() {
        return stopped;
    }

    /** Labels that become due meanwhile are sent meanwhile. */
    private void waitUntil(Instant time) throws InterruptedException {
        while (!stopped) {
            sendDueLabels();
            Instant next = Optional.ofNullable(dueLabels.peekFirst())
                    .map(DueLabel::due)
                    .filter(due -> due.isBefore(time))
                    .orElse(time);
            Duration left = Duration.between(clock.instant(), next);
            stopped = pause.await(left.isNegative() ? Duration.ZERO : left);
            if (!clock.instant().isBefore(time)) {
                return;
            }
        }
    }

    private void send(Example example, Plan plan) {
        byte[] content;
        try {
            content = example.content();
        } catch (DatasetException e) {
            sink.refuse(String.valueOf(e.getMessage()));
            return;
        }
        if (content.length > LARGEST_IMAGE) {
            sink.refuse(String.format(
                    Locale.ROOT,
                    "%s has %.1f MB, but the topic of images takes 16 MB: make it smaller or send it by uri",
                    example.id(),
                    content.length / 1024.0 / 1024.0));
            return;
        }
        sink.send(Topic.IMAGES, example.id(), image(example, content, plan));
        String label = example.label();
        if (label != null && plan.labelDelay().isPresent()) {
            Instant due = clock.instant().plus(plan.labelDelay().get());
            dueLabels.add(new DueLabel(due, example.id(), label));
        }
        sendDueLabels();
    }

    private void sendDueLabels() {
        Instant now = clock.instant();
        while (!dueLabels.isEmpty() && !dueLabels.getFirst().due().isAfter(now)) {
            DueLabel due = dueLabels.removeFirst();
            sink.send(
                    Topic.LABELS,
                    due.imageId(),
                    Label.newBuilder()
                            .setImageId(due.imageId())
                            .setLabel(due.label())
                            .setLabelledAt(now)
                            .setAnnotator("data set")
                            .build());
        }
    }

    private static Image image(Example example, byte[] content, Plan plan) {
        return Image.newBuilder()
                .setId(example.id())
                .setContent(ByteBuffer.wrap(content))
                .setContentType(contentType(content))
                .setSource(plan.source().orElse(example.source()))
                .build();
    }

    private static @Nullable String contentType(byte[] content) {
        try {
            return URLConnection.guessContentTypeFromStream(new ByteArrayInputStream(content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
