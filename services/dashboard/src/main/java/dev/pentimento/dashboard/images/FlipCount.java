package dev.pentimento.dashboard.images;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts of the latest flips from one class to another.
 *
 * @param original class predicted by the original
 * @param corrected class predicted by the corrected arm
 * @param helped number of images that were wrong and became right; the other counts are analogous
 */
public record FlipCount(
        String original, String corrected, long images, long helped, long hurt, long bothWrong, long unlabelled) {

    private record Pair(String original, String corrected) {}

    public static List<FlipCount> of(List<FlipEntry> flips) {
        Map<Pair, Map<FlipEntry.Kind, Long>> counts = new LinkedHashMap<>();
        for (FlipEntry flip : flips) {
            counts.computeIfAbsent(
                            new Pair(flip.original().label(), flip.corrected().label()),
                            none -> new EnumMap<>(FlipEntry.Kind.class))
                    .merge(flip.kind(), 1L, Long::sum);
        }
        List<FlipCount> entries = new ArrayList<>();
        counts.forEach((pair, kinds) -> entries.add(new FlipCount(
                pair.original(),
                pair.corrected(),
                kinds.values().stream().mapToLong(Long::longValue).sum(),
                kinds.getOrDefault(FlipEntry.Kind.HELPED, 0L),
                kinds.getOrDefault(FlipEntry.Kind.HURT, 0L),
                kinds.getOrDefault(FlipEntry.Kind.BOTH_WRONG, 0L),
                kinds.getOrDefault(FlipEntry.Kind.UNLABELLED, 0L))));
        entries.sort(Comparator.comparingLong(FlipCount::images).reversed());
        return entries;
    }
}
