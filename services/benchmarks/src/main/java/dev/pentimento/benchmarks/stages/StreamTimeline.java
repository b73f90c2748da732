package dev.pentimento.benchmarks.stages;

import dev.pentimento.benchmarks.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;

/**
 * The processor time of threads over the whole stream: at its beginning, every N images, and at the beginning and the
 * end of the last third, which is the steady state.
 */
final class StreamTimeline implements LongConsumer {
    private final int images;
    private final int every;
    private final List<Moment> moments = new ArrayList<>();
    private long next;

    /** The number of predictions that {@code times} belongs to. */
    private record Moment(long predictions, long planned, ThreadTimes times) {}

    /** @param every images in an interval; at least 1 */
    StreamTimeline(int images, int every) {
        this.images = images;
        this.every = every;
    }

    /** @param predictions number of predictions until now; never less than before; later ones than {@code images} are ignored */
    @Override
    public void accept(long predictions) {
        if (predictions >= next) {
            ThreadTimes times = ThreadTimes.now();
            while (next <= predictions) {
                moments.add(new Moment(predictions, next, times));
                next = following(next);
            }
        }
    }

    private long following(long moment) {
        long steady = steady();
        long multiple = (moment / every + 1) * every;
        if (moment >= images) {
            return Long.MAX_VALUE;
        }
        return moment < steady && steady < multiple ? steady : Math.min(multiple, images);
    }

    private int steady() {
        return images - images / 3;
    }

    /** Adds every part in the steady state, and the virtual machine from interval to interval. */
    void addTo(Figures.Builder figures) {
        interval(at(steady()), at(images)).addParts(figures);
        for (long from = 0; from < images; from += every) {
            Moment begin = at(from);
            Moment end = at(Math.min(from + every, images));
            if (end.predictions() > begin.predictions()) {
                String title = String.format(Locale.ROOT, "images %,d to %,d: ", from + 1, end.planned());
                Interval interval = interval(begin, end);
                interval.addMachine(title, figures);
                interval.addAll(title, figures);
            }
        }
        if (!MachinePart.measurable()) {
            figures.missing(
                    "the compiler and the garbage collector by themselves: only Linux tells the times of their threads");
        }
    }

    /** Processor time of the whole process per image in the steady state, in microseconds. */
    double steadyMicrosPerImage() {
        return interval(at(steady()), at(images)).microsPerImage();
    }

    private static Interval interval(Moment begin, Moment end) {
        if (end.predictions() <= begin.predictions()) {
            throw new IllegalStateException("the predictions " + begin.planned() + " to " + end.planned()
                    + " arrived at once, so there is no time between them; use more --images");
        }
        return new Interval(begin.times(), end.times(), end.predictions() - begin.predictions());
    }

    private Moment at(long planned) {
        return moments.stream()
                .filter(moment -> moment.planned() == planned)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there were never " + planned + " predictions"));
    }
}
