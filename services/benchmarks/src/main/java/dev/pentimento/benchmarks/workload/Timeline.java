package dev.pentimento.benchmarks.workload;

import java.util.ArrayList;
import java.util.List;

/** How many images were done at which time, and how much processor time had been used. */
public final class Timeline {
    private final List<Sample> samples = new ArrayList<>();

    /**
     * A moment.
     *
     * @param nanos from any origin
     */
    record Sample(long nanos, double images, long cpuNanos) {}

    /** Adds a later moment. */
    public void add(long nanos, long images, long cpuNanos) {
        samples.add(new Sample(nanos, images, cpuNanos));
    }

    /** The speed from one number of images to another, interpolated between the moments around each. */
    public Speed between(long from, long to) {
        Sample begin = at(from);
        Sample end = at(to);
        return new Speed(end.images() - begin.images(), end.nanos() - begin.nanos(), end.cpuNanos() - begin.cpuNanos());
    }

    private Sample at(long images) {
        for (int i = 1; i < samples.size(); i++) {
            if (samples.get(i).images() >= images) {
                return interpolated(samples.get(i - 1), samples.get(i), images);
            }
        }
        throw new IllegalArgumentException("there were never " + images + " images");
    }

    private static Sample interpolated(Sample before, Sample after, long images) {
        if (images <= before.images()) {
            return before;
        }
        double share = (images - before.images()) / (after.images() - before.images());
        return new Sample(
                before.nanos() + Math.round(share * (after.nanos() - before.nanos())),
                images,
                before.cpuNanos() + Math.round(share * (after.cpuNanos() - before.cpuNanos())));
    }
}
