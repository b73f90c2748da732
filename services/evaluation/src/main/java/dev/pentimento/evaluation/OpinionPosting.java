package dev.pentimento.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.processor.api.Record;

/** Splits the opinions of a batch by the partitions in which their labels come. */
final class OpinionPosting {
    /** A record stays well below the 1 MB that brokers take by default. */
    private static final int RECORD_BYTES = 256 * 1024;

    private final int partitions;

    OpinionPosting(int partitions) {
        this.partitions = partitions;
    }

    List<Record<byte[], Routed>> split(LineUp lineUp, List<JudgedImage> images) {
        Map<Integer, List<JudgedImage>> byPartition = new TreeMap<>();
        for (JudgedImage image : images) {
            int partition = ImagePartitions.of(Bytes.ofText(image.id()), partitions);
            byPartition.computeIfAbsent(partition, none -> new ArrayList<>()).add(image);
        }
        int most = Math.max(1, RECORD_BYTES / bytesEach(lineUp));
        List<Record<byte[], Routed>> records = new ArrayList<>();
        byPartition.forEach((partition, group) -> {
            for (int from = 0; from < group.size(); from += most) {
                List<JudgedImage> part = group.subList(from, Math.min(group.size(), from + most));
                long latest = part.stream()
                        .mapToLong(JudgedImage::timestampMillis)
                        .max()
                        .orElse(0);
                byte[] value = new OpinionBatch(lineUp, part).toBytes();
                records.add(
                        new Record<>(Bytes.ofInt(partition), new Routed(Route.OPINIONS, value), Math.max(0, latest)));
            }
        });
        return records;
    }

    /** About the bytes of an image: three for each probability, and a hundred for all the rest. */
    private static int bytesEach(LineUp lineUp) {
        return 100 + 3 * lineUp.classes().size() * (2 + lineUp.candidates().size());
    }
}
