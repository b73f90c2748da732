package dev.pentimento.dashboard.state;

import dev.pentimento.events.RecordPosition;

/** Where an image stands in {@code images}: what tells it from others with the same id. */
record Position(int partition, long offset) {
    static Position of(RecordPosition position) {
        return new Position(position.getPartition(), position.getOffset());
    }
}
