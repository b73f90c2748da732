package dev.pentimento.dashboard.images;

import dev.pentimento.events.RecordPosition;

/** The position of an image in {@code images}, which distinguishes it from others with the same id. */
record Position(int partition, long offset) {
    static Position of(RecordPosition position) {
        return new Position(position.getPartition(), position.getOffset());
    }
}
