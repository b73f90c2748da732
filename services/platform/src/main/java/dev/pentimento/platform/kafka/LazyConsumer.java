package dev.pentimento.platform.kafka;

import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A consumer that is created on first use, so that a reader waits while the brokers' host names do not resolve. Used by
 * one thread; only {@link #wakeup} may be called by others.
 */
final class LazyConsumer implements AutoCloseable {
    private final Supplier<Consumer<byte[], byte[]>> factory;
    private volatile @Nullable Consumer<byte[], byte[]> consumer;
    private volatile boolean woken;

    LazyConsumer(Supplier<Consumer<byte[], byte[]>> factory) {
        this.factory = factory;
    }

    /** @throws UnresolvedBrokersException if it cannot be created at the moment */
    Consumer<byte[], byte[]> get() {
        Consumer<byte[], byte[]> made = consumer;
        if (made == null) {
            made = factory.get();
            consumer = made;
            if (woken) {
                made.wakeup();
            }
        }
        return made;
    }

    /** Interrupts the consumer, even if it is created only later. */
    void wakeup() {
        woken = true;
        Consumer<byte[], byte[]> made = consumer;
        if (made != null) {
            made.wakeup();
        }
    }

    @Override
    public void close() {
        Consumer<byte[], byte[]> made = consumer;
        if (made != null) {
            made.close();
        }
    }
}
