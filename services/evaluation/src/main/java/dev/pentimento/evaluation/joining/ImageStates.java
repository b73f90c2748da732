package dev.pentimento.evaluation.joining;

import dev.pentimento.evaluation.state.UnreadableState;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The states of a task's image ids.
 *
 * @param unreadable receives states that cannot be read; their ids count as unknown
 */
record ImageStates(KeyValueStore<String, StoredImage> store, LineUps lineUps, UnreadableState unreadable) {
    @Nullable
    ImageState get(String id) {
        StoredImage stored = store.get(id);
        try {
            return stored == null ? null : stored.state(id, lineUps::at);
        } catch (RuntimeException e) { // damaged bytes fail anywhere, or the line-up is gone
            unreadable.dropped(store.name(), e);
            return null;
        }
    }

    /** @param state none: the id is forgotten */
    void put(String id, @Nullable ImageState state) {
        if (state == null) {
            store.delete(id);
        } else {
            store.put(id, StoredImage.of(state, lineUps::index));
        }
    }
}
