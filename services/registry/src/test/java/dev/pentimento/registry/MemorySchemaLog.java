package dev.pentimento.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** One writer's or reader's view of a log in memory that several may share. */
final class MemorySchemaLog implements SchemaLog {
    /** What is shared: the changes, in the form that they have in a topic, and who may append. */
    static final class Shared {
        private final List<byte[][]> records = new ArrayList<>();
        private final AtomicReference<MemorySchemaLog> writer = new AtomicReference<>();
    }

    private final Shared shared;
    private boolean claimed;
    private int position;

    MemorySchemaLog(Shared shared) {
        this.shared = shared;
    }

    @Override
    public List<Change> readToEnd() {
        List<Change> changes = shared.records.subList(position, shared.records.size()).stream()
                .map(record -> ChangeFormat.read(record[0], record[1]))
                .toList();
        position = shared.records.size();
        return changes;
    }

    @Override
    public void claim() {
        if (!claimed) {
            shared.writer.set(this);
            claimed = true;
        }
    }

    @Override
    public void append(List<Change> changes) throws ClaimLostException {
        if (shared.writer.get() != this) {
            claimed = false;
            throw new ClaimLostException("another writer", new IllegalStateException());
        }
        changes.forEach(
                change -> shared.records.add(new byte[][] {ChangeFormat.key(change), ChangeFormat.value(change)}));
    }

    @Override
    public void close() {
        claimed = false;
    }
}
