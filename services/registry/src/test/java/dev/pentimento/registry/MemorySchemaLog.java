package dev.pentimento.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** One writer's or reader's view of a log in memory that several may share. */
final class MemorySchemaLog implements SchemaLog {
    /** What is shared: the changes, in the form that they have in a topic, and who may append. */
    static final class Shared {
        private final List<byte[][]> records = new ArrayList<>();
        private final AtomicReference<MemorySchemaLog> writer = new AtomicReference<>();

        /** Leaves gaps in place of tombstones and of all but the last record of each key, as a broker does. */
        void compact() {
            Set<String> seen = new HashSet<>();
            for (int offset = records.size() - 1; offset >= 0; offset--) {
                byte[][] record = records.get(offset);
                if (record.length > 0 && (!seen.add(new String(record[0], UTF_8)) || record[1] == null)) {
                    records.set(offset, new byte[0][]);
                }
            }
        }
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
                .filter(record -> record.length > 0)
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
