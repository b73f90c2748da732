package dev.pentimento.embedding;

import java.time.Duration;
import java.util.List;

/** The encoders that serve now, the champion's first. They change between two polls, never within one. */
final class ActiveEncoders implements AutoCloseable {
    private List<ImageEmbedder> embedders = List.of();

    /** Lets these serve from the next poll on, whose shares it takes over; the ones before lose theirs. */
    synchronized void replace(List<ImageEmbedder> next) {
        List<ImageEmbedder> before = embedders;
        embedders = List.copyOf(next);
        before.forEach(ImageEmbedder::giveBack);
        notifyAll();
    }

    /** Those that serve now, to be given back by {@link Lease#close()}. */
    synchronized Lease acquire() {
        return new Lease(embedders.stream().map(ImageEmbedder::share).toList());
    }

    synchronized List<String> encoderIds() {
        return embedders.stream().map(ImageEmbedder::encoderId).toList();
    }

    /** Waits until there are encoders, but not longer than {@code limit}; says whether there are. */
    synchronized boolean await(Duration limit) throws InterruptedException {
        if (embedders.isEmpty()) {
            wait(limit.toMillis());
        }
        return !embedders.isEmpty();
    }

    @Override
    public void close() {
        replace(List.of());
    }

    record Lease(List<ImageEmbedder> embedders) implements AutoCloseable {
        @Override
        public void close() {
            embedders.forEach(ImageEmbedder::giveBack);
        }
    }
}
