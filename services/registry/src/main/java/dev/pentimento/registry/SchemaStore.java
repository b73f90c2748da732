package dev.pentimento.registry;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The state that results from the log, and the only way to change it. Thread-safe. */
final class SchemaStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaStore.class);
    private static final int ATTEMPTS = 10;
    private static final int FIRST_PAUSE_MILLIS = 50;

    private final boolean readOnly;
    private final SchemaState state = new SchemaState();
    private volatile @Nullable SchemaLog log;

    /** The changes that a request makes, and its result once they are written. */
    record Decision<R>(List<Change> changes, R answer) {}

    /** @param readOnly whether to reject every change */
    SchemaStore(boolean readOnly) {
        this.readOnly = readOnly;
    }

    /** Reads the log. Until then, every request is rejected. If the log cannot be read, it is closed at once. */
    synchronized void open(SchemaLog opened) {
        try {
            opened.readToEnd().forEach(state::apply);
            log = opened;
        } catch (StoreException e) {
            opened.close();
            throw e;
        }
    }

    /** Whether this instance rejects every change, regardless of the log. */
    boolean readOnly() {
        return readOnly;
    }

    /** Computes a result from the current log. */
    synchronized <R> R read(Function<SchemaState, R> question) {
        catchUp(opened());
        return question.apply(state);
    }

    /**
     * Decides based on the current log, and writes the changes before any other instance writes. It claims the log only
     * if something changes: most requests register known schemas, and a claim ends the claim of another instance.
     */
    synchronized <R> R change(Function<SchemaState, Decision<R>> decide) {
        SchemaLog current = opened();
        catchUp(current);
        Decision<R> decision = decide.apply(state);
        if (!decision.changes().isEmpty() && readOnly) {
            throw Refusal.REGISTRY_READ_ONLY.of();
        }
        for (int attempt = 1; !decision.changes().isEmpty(); attempt++) {
            current.claim();
            catchUp(current);
            decision = decide.apply(state);
            try {
                if (!decision.changes().isEmpty()) {
                    current.append(decision.changes());
                    catchUp(current);
                }
                return decision.answer();
            } catch (ClaimLostException e) {
                LOG.info("another instance has claimed the log; deciding again: {}", e.getMessage());
                if (attempt == ATTEMPTS) {
                    throw new StoreException("other instances claimed the log " + ATTEMPTS + " times in a row", e);
                }
                pause(attempt);
            }
        }
        return decision.answer();
    }

    /**
     * The pause has a random length, so that two instances do not keep taking the claim from each other. It doubles
     * each time.
     */
    private static void pause(int attempt) {
        try {
            TimeUnit.MILLISECONDS.sleep(
                    ThreadLocalRandom.current().nextInt(FIRST_PAUSE_MILLIS << Math.min(attempt, 5)));
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** A schema's id never changes, so a known schema needs neither the log nor Kafka. */
    Optional<String> schemaById(int id) {
        Optional<String> known = state.schemaById(id);
        return known.isPresent() ? known : read(now -> now.schemaById(id));
    }

    /** Why the store cannot answer; empty if it can. */
    Optional<String> complaint() {
        try {
            return read(now -> Optional.empty());
        } catch (StoreException | RegistryError e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private SchemaLog opened() {
        SchemaLog opened = log;
        if (opened == null) {
            throw Refusal.NOT_READY.of();
        }
        return opened;
    }

    private void catchUp(SchemaLog current) {
        current.readToEnd().forEach(state::apply);
    }

    @Override
    public synchronized void close() {
        if (log != null) {
            log.close();
        }
    }
}
