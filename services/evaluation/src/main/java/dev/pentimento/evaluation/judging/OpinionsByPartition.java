package dev.pentimento.evaluation.judging;

import dev.pentimento.evaluation.opinions.JudgedImage;
import dev.pentimento.evaluation.opinions.LineUp;
import dev.pentimento.evaluation.opinions.OpinionBatch;
import dev.pentimento.evaluation.routing.ImagePartitions;
import dev.pentimento.evaluation.state.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Splits the opinions of a batch by the partitions of their labels. */
final class OpinionsByPartition {
    /** A record stays well below the 1 MB that brokers accept by default. */
    private static final int RECORD_BYTES = 256 * 1024;

    private final int partitions;

    OpinionsByPartition(int partitions) {
        this.partitions = partitions;
    }

    List<JudgeOutput.OpinionsForLabels> split(LineUp lineUp, List<JudgedImage> images) {
        Map<Integer, List<JudgedImage>> byPartition = new TreeMap<>();
        for (JudgedImage image : images) {
            int partition = ImagePartitions.of(Bytes.ofText(image.id()), partitions);
            byPartition.computeIfAbsent(partition, none -> new ArrayList<>()).add(image);
        }
        int most = Math.max(1, RECORD_BYTES / bytesEach(lineUp));
        List<JudgeOutput.OpinionsForLabels> outputs = new ArrayList<>();
        byPartition.forEach((partition, group) -> {
            for (int from = 0; from < group.size(); from += most) {
                List<JudgedImage> part = group.subList(from, Math.min(group.size(), from + most));
                outputs.add(new JudgeOutput.OpinionsForLabels(partition, new OpinionBatch(lineUp, part)));
            }
        });
        return outputs;
    }

    /** An estimate for one image: three bytes for each probability, and a hundred for the rest. */
    private static int bytesEach(LineUp lineUp) {
        return 100 + 3 * lineUp.classes().size() * (2 + lineUp.candidates().size());
    }
}
