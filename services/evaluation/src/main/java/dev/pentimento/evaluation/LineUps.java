package dev.pentimento.evaluation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The line-ups that images of a task refer to, by a small number. They are few: one for each change of versions. */
final class LineUps {
    private final KeyValueStore<byte[], byte[]> store;
    private final Map<LineUp, Integer> indexes = new HashMap<>();
    private final List<LineUp> lineUps = new ArrayList<>();
    private @Nullable LineUp latest;
    private int latestIndex;

    LineUps(KeyValueStore<byte[], byte[]> store) {
        this.store = store;
        try (KeyValueIterator<byte[], byte[]> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<byte[], byte[]> entry = all.next();
                remember(LineUp.read(new Unpacker(entry.value)));
            }
        }
    }

    /** Asked for with every image and label, nearly always of the same object: hashing all its names costs more. */
    int index(LineUp lineUp) {
        if (lineUp != latest) {
            Integer known = indexes.get(lineUp);
            latestIndex = known == null ? add(lineUp) : known;
            latest = lineUp;
        }
        return latestIndex;
    }

    private int add(LineUp lineUp) {
        Packer packer = new Packer();
        lineUp.write(packer);
        store.put(Bytes.ofInt(lineUps.size()), packer.toBytes());
        return remember(lineUp);
    }

    private int remember(LineUp lineUp) {
        lineUps.add(lineUp);
        indexes.put(lineUp, lineUps.size() - 1);
        return lineUps.size() - 1;
    }

    LineUp at(int index) {
        return lineUps.get(index);
    }
}
