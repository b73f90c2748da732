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

/** One run of {@code produce}: sends images at their rate, and each label when it is due. */
final class ProduceRun {
    private static final double MEGABYTE = 1024.0 * 1024.0;

    private final EventSink sink;
    private final Progress progress;
    private final InstantSource clock;
    private final Pause pause;
    private final int largestImage;
    private final Deque<DueLabel> dueLabels = new ArrayDeque<>();
    private Instant start = Instant.EPOCH;
    private boolean stopped;

    /** Waits; returns true if the run should end early. */
    @FunctionalInterface
    interface Pause {
        boolean await(Duration atMost) throws InterruptedException;
    }

    private record DueLabel(Instant due, String imageId, String label) {}

    /** @param largestImage size of the largest image that the topic accepts, in bytes */
    ProduceRun(EventSink sink, Progress progress, InstantSource clock, Pause pause, int largestImage) {
        this.largestImage = largestImage;
        this.sink = sink;
        this.progress = progress;
        this.clock = clock;
        this.pause = pause;
    }

    void run(ProducePlan plan) throws InterruptedException {
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

    /** Whether the run ended early. */
    boolean stopped() {
        return stopped;
    }

    /** Sends the labels that become due during the wait. */
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

    private void send(Example example, ProducePlan plan) {
        byte[] content;
        try {
            content = example.content();
        } catch (DatasetException e) {
            sink.refuse(String.valueOf(e.getMessage()));
            return;
        }
        if (content.length > largestImage) {
            sink.refuse(String.format(
                    Locale.ROOT,
                    "%s has %.1f MB, but the images topic accepts at most %.0f MB (topic.max.message.bytes): make it smaller, or"
                            + " send its URI",
                    example.id(),
                    content.length / MEGABYTE,
                    largestImage / MEGABYTE));
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

    private static Image image(Example example, byte[] content, ProducePlan plan) {
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
