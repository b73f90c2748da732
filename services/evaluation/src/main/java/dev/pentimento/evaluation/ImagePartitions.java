package dev.pentimento.evaluation;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * Where the records of an image go: by its id, with the hash that Java's producer uses by default. Opinions and labels
 * must meet, whatever the producer of either hashed with, so both are spread by this.
 */
final class ImagePartitions {
    private ImagePartitions() {}

    static int of(byte[] imageId, int partitions) {
        return Utils.toPositive(Utils.murmur2(imageId)) % partitions;
    }

    /** For records whose key is an image id, or none. */
    static StreamPartitioner<byte[], byte[]> byId() {
        return (topic, key, value, partitions) -> Optional.of(Set.of(key == null ? 0 : of(key, partitions)));
    }

    /** For records whose key is the number of the partition. */
    static StreamPartitioner<byte[], byte[]> byNumber() {
        return (topic, key, value, partitions) -> Optional.of(Set.of(Bytes.toInt(key)));
    }
}
