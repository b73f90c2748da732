package dev.pentimento.evaluation.routing;

import dev.pentimento.evaluation.state.Bytes;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * The partition of an image's records: by its id, with the default hash of Java's producer. Opinions and labels must be
 * joined even if their producers use different hashes, so the stream repartitions both with this hash.
 */
public final class ImagePartitions {
    private ImagePartitions() {}

    public static int of(byte[] imageId, int partitions) {
        return Utils.toPositive(Utils.murmur2(imageId)) % partitions;
    }

    /** For records whose key is an image id or another text; records without a key go to partition 0. */
    public static <V> StreamPartitioner<byte[], V> byId() {
        return (topic, key, value, partitions) -> Optional.of(Set.of(key == null ? 0 : of(key, partitions)));
    }

    /** For records whose key is the number of the partition. */
    public static <V> StreamPartitioner<byte[], V> byNumber() {
        return (topic, key, value, partitions) -> Optional.of(Set.of(Bytes.toInt(key)));
    }
}
