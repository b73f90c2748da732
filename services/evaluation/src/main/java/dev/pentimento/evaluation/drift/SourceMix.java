package dev.pentimento.evaluation.drift;

import dev.pentimento.evaluation.state.Packer;
import dev.pentimento.evaluation.state.Unpacker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * How often each source occurs before a change and since, to name the sources that became more or less frequent. Alarms
 * do not depend on it: if images of a source stop arriving, the detector itself notices.
 */
final class SourceMix {
    /** Largest number of sources counted: later sources are not distinguished. */
    private static final int MOST_COUNTED = 64;
    /** After this many images since a change, its counts are frozen, because later changes must not blur them. */
    private static final long NEW_IMAGES = 2048;

    private static final int MOST_NAMED = 5;
    /** The smallest value of twice the log likelihood ratio for which a shift is reported: three standard errors. */
    private static final double CLEAR = 9;

    private final List<String> names = new ArrayList<>();
    /** Total images, then images of each source, until the change. */
    private long[] before = {0};
    /** The same since the change. */
    private long[] since = {0};

    void count(long images, Map<String, Long> sources) {
        before = plus(before, images, sources);
    }

    /** While an alarm is open: new images do not count as images before the change. */
    void countChanged(long images, Map<String, Long> sources) {
        if (since[0] < NEW_IMAGES) {
            since = plus(since, images, sources);
        }
    }

    /** Counts so far, for {@link #began}; read only. */
    long[] mark() {
        return before;
    }

    /** The change began where the mark was taken: images after the mark are not images before the change. */
    void began(long[] mark) {
        since = before.clone();
        for (int i = 0; i < mark.length; i++) {
            since[i] -= mark[i];
        }
        before = mark;
    }

    private long[] plus(long[] counts, long images, Map<String, Long> sources) {
        sources.keySet().stream()
                .filter(source -> !names.contains(source) && names.size() < MOST_COUNTED)
                .sorted()
                .forEach(names::add);
        long[] sum = Arrays.copyOf(counts, names.size() + 1);
        sum[0] += images;
        sources.forEach((source, more) -> {
            int name = names.indexOf(source);
            if (name >= 0) {
                sum[name + 1] += more;
            }
        });
        return sum;
    }

    /**
     * Sources whose share changed, most clearly first.
     *
     * @param burstFactor how many images count as one
     */
    List<String> moved(double burstFactor) {
        if (before[0] == 0 || since[0] == 0) {
            return List.of();
        }
        return names.stream()
                .filter(name -> clearness(name) / burstFactor >= CLEAR)
                .sorted(Comparator.comparingDouble(this::clearness).reversed())
                .limit(MOST_NAMED)
                .toList();
    }

    /**
     * Twice the log likelihood ratio of two shares against one common share, because small counts are not normally
     * distributed.
     */
    private double clearness(String name) {
        int at = names.indexOf(name) + 1;
        double was = at < before.length ? before[at] : 0;
        double is = at < since.length ? since[at] : 0;
        double share = (was + is) / (before[0] + since[0]);
        return term(was, before[0] * share)
                + term(before[0] - was, before[0] * (1 - share))
                + term(is, since[0] * share)
                + term(since[0] - is, since[0] * (1 - share));
    }

    private static double term(double images, double expected) {
        return images == 0 ? 0 : 2 * images * Math.log(images / expected);
    }

    /** An independent copy of the counts. Arrays are never modified. */
    SourceMix copy() {
        SourceMix copy = new SourceMix();
        copy.names.addAll(names);
        copy.before = before;
        copy.since = since;
        return copy;
    }

    void write(Packer packer) {
        packer.texts(names).sparse(before).sparse(since);
    }

    static SourceMix read(Unpacker unpacker) {
        SourceMix mix = new SourceMix();
        mix.names.addAll(unpacker.texts());
        mix.before = unpacker.sparse();
        mix.since = unpacker.sparse();
        return mix;
    }
}
