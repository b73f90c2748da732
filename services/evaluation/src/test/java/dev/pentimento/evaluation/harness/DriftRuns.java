package dev.pentimento.evaluation.harness;

import dev.pentimento.statistics.drift.detection.DriftDetector;
import dev.pentimento.statistics.drift.detection.DriftDetector.Event;
import dev.pentimento.statistics.drift.histogram.ReferenceHistograms;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/** Runs of the detector over streams of real images, each with a new split of the reference. */
final class DriftRuns {
    static final int STEP = 32;
    /** Clean images before a change. */
    private static final int BEFORE = 2_000;

    /** One run's reference, and the images that are left for the stream. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Split(Scored set, ReferenceHistograms histograms, int[] reference, int[] rest) {
        /** The reference is drawn from images that have no changed form, so that none of it can come back changed. */
        static Split draw(Scored set, int size, java.util.List<String> names, Random random) {
            int n = set.images().size();
            int[] order = IntStream.range(RealImages.CHANGED, n).toArray();
            for (int i = order.length - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                int swapped = order[i];
                order[i] = order[j];
                order[j] = swapped;
            }
            int[] reference = Arrays.copyOf(order, Math.min(size, order.length / 2));
            int[] predicted =
                    Arrays.stream(reference).map(row -> set.predicted()[row]).toArray();
            int[] rest = IntStream.concat(
                            IntStream.range(0, RealImages.CHANGED),
                            Arrays.stream(order, reference.length, order.length))
                    .toArray();
            ReferenceHistograms histograms =
                    ReferenceHistograms.fit(names, set.scores().select(reference), predicted, 10);
            return new Split(set, histograms, reference, rest);
        }
    }

    private DriftRuns() {}

    /** Images until the event, at most {@code limit}; the limit if it does not come. */
    static long until(
            Event event,
            DriftDetector detector,
            ReferenceHistograms histograms,
            Sampler stream,
            Random random,
            long limit) {
        long images = 0;
        while (images < limit) {
            Sampler.Batch batch = stream.next(random, STEP);
            images += STEP;
            if (detector.step(histograms.count(batch.scores(), batch.predicted())) == event) {
                return images;
            }
        }
        return limit;
    }

    /** What became of a change. */
    record Change(boolean falseAlarm, long delay, long resolved, long alarmsAfter, long startedAt) {}

    /**
     * Clean images, then changed ones until the alarm and {@code staying} more, then clean ones again.
     *
     * @param limit for the alarm, and for its end
     */
    static Change change(
            Split split, Sampler clean, Sampler changed, double promise, long staying, long limit, Random random) {
        DriftDetector detector = new DriftDetector(split.histograms(), promise);
        if (until(Event.RAISED, detector, split.histograms(), clean, random, BEFORE) < BEFORE) {
            return new Change(true, 0, 0, 0, 0);
        }
        long delay = until(Event.RAISED, detector, split.histograms(), changed, random, limit);
        if (delay >= limit) {
            return new Change(false, limit, limit, 0, 0);
        }
        long started = detector.alarm().startedAtImage() - BEFORE;
        if (staying <= 0) {
            return new Change(false, delay, limit, 0, started);
        }
        until(Event.RESOLVED, detector, split.histograms(), changed, random, staying);
        long resolved =
                detector.drifted() ? until(Event.RESOLVED, detector, split.histograms(), clean, random, limit) : -1;
        return new Change(false, delay, resolved, detector.alarm().number() - 1, started);
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
    }
}
