package dev.pentimento.registry;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The state that the log says, and the one way to change it. Thread-safe. */
final class SchemaStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaStore.class);
    private static final int ATTEMPTS = 10;

    private final SchemaLog log;
    private final SchemaState state = new SchemaState();

    /** What a request wants changed, and what it answers once it is. */
    record Decision<R>(List<Change> changes, R answer) {}

    SchemaStore(SchemaLog log) {
        this.log = log;
    }

    /** Answers from the log as it is now. */
    synchronized <R> R read(Function<SchemaState, R> question) {
        catchUp();
        return question.apply(state);
    }

    /** Decides on the log as it is now and writes the decision before anybody else writes. */
    synchronized <R> R change(Function<SchemaState, Decision<R>> decide) {
        for (int attempt = 1; ; attempt++) {
            log.claim();
            catchUp();
            Decision<R> decision = decide.apply(state);
            if (decision.changes().isEmpty()) {
                return decision.answer();
            }
            try {
                log.append(decision.changes());
                catchUp();
                return decision.answer();
            } catch (ClaimLostException e) {
                LOG.info("another instance has claimed the log, deciding anew: {}", e.getMessage());
                if (attempt == ATTEMPTS) {
                    throw new StoreException("other instances claimed the log " + ATTEMPTS + " times in a row", e);
                }
            }
        }
    }

    /** A schema never changes its id, so what is known needs no look at the log, and none while Kafka is away. */
    Optional<String> schemaById(int id) {
        Optional<String> known = state.schemaById(id);
        return known.isPresent() ? known : read(now -> now.schemaById(id));
    }

    /** What keeps the store from answering; empty: nothing. */
    Optional<String> complaint() {
        try {
            return read(now -> Optional.empty());
        } catch (StoreException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private void catchUp() {
        log.readToEnd().forEach(state::apply);
    }

    @Override
    public synchronized void close() {
        log.close();
    }
}
