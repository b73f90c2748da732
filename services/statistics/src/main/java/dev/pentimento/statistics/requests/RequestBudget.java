package dev.pentimento.statistics.requests;

import org.jspecify.annotations.Nullable;

/**
 * Chooses the probabilities of {@link Drawing} so that the requests stay within a budget. They change only after every
 * {@value #PERIOD} images of a partition, and depend only on earlier images: on the time that these took and on how
 * many of them were flips. No label and no later image has an influence. Anyone who knows the images, their times and
 * which are flips can therefore compute the same probabilities.
 *
 * <p>Flips get the higher probability, because images on which all arms agree say nothing about a verdict. The ratio is
 * limited: the weights must not multiply the variance of the weighted accuracy by more than {@value #MOST_VARIANCE},
 * compared with as many labels of images drawn at random. With flips a share f of the images, and other images drawn r
 * times as often as flips, the factor is at most (f/r + 1 − f)(1 − f + rf), if the arms are not more often right on flips
 * (Kish 1965, "Survey sampling", section 11.7: the effect of unequal weights).
 *
 * @param perHour requests per hour in this partition, at least 0
 * @param share largest share of all images, above 0, at most 1
 */
public record RequestBudget(double perHour, double share) {
    /** Images between two changes of the probabilities. */
    public static final int PERIOD = 64;

    private static final double MOST_VARIANCE = 1.65;
    /** After this many images, older ones count half. */
    private static final int MEMORY = 4096;

    private static final double HOUR_MILLIS = 3_600_000;

    /**
     * What is known about a partition's earlier images.
     *
     * @param levels the current probabilities; none: nothing is drawn
     * @param images images since the last change of the probabilities
     * @param startMillis time of the last change; the earliest possible time before the first image
     * @param latestMillis latest time of an image
     * @param formerMillis how long the last period took; negative: there was none
     * @param balance requests that the budget still allows, negative if there were too many
     * @param seen images counted for the share of flips
     * @param flips how many of them were flips
     */
    public record Past(
            @Nullable Drawing levels,
            int images,
            long startMillis,
            long latestMillis,
            long formerMillis,
            double balance,
            long seen,
            long flips) {
        /** Nothing is known: until the first change, nothing is drawn. */
        public static final Past NONE = new Past(null, 0, Long.MIN_VALUE, Long.MIN_VALUE, -1, 0, 0, 0);
    }

    /**
     * What is known after one more image.
     *
     * @param timeMillis time of the image
     * @param drawn whether it was drawn for a label
     */
    public Past after(Past past, long timeMillis, boolean flip, boolean drawn) {
        boolean first = past.startMillis() == Long.MIN_VALUE;
        Past next = new Past(
                past.levels(),
                past.images() + 1,
                first ? timeMillis : past.startMillis(),
                Math.max(past.latestMillis(), timeMillis),
                past.formerMillis(),
                past.balance() - (drawn ? 1 : 0),
                past.seen() + 1,
                past.flips() + (flip ? 1 : 0));
        return next.images() < PERIOD ? next : changed(next);
    }

    private Past changed(Past past) {
        long took = past.latestMillis() - past.startMillis();
        // The shorter of two periods: a pause in the stream does not look like a low rate.
        long expected = past.formerMillis() < 0 ? took : Math.min(took, past.formerMillis());
        double most = perHour * Math.max(1, expected / HOUR_MILLIS);
        double balance = Math.min(most, past.balance() + perHour * took / HOUR_MILLIS);
        double allowed = Math.min(share * PERIOD, perHour * expected / HOUR_MILLIS + balance);
        boolean old = past.seen() >= MEMORY;
        long seen = old ? past.seen() / 2 : past.seen();
        long flips = old ? past.flips() / 2 : past.flips();
        double flipShare = (flips + 1.0) / (seen + 2.0);
        return new Past(
                levels(allowed / PERIOD, flipShare),
                0,
                past.latestMillis(),
                past.latestMillis(),
                took,
                balance,
                seen,
                flips);
    }

    /** The largest probabilities that draw at most a share of the images, if that share of them are flips. */
    static @Nullable Drawing levels(double mostDrawn, double flipShare) {
        int ratio = 0;
        while (ratio < Drawing.MOST_HALVINGS && variance(flipShare, 1.0 / (1L << (ratio + 1))) <= MOST_VARIANCE) {
            ratio++;
        }
        for (int flips = 0; flips <= Drawing.MOST_HALVINGS; flips++) {
            int others = Math.min(flips + ratio, Drawing.MOST_HALVINGS);
            Drawing levels = new Drawing(flips, others, true);
            double drawn = flipShare * levels.flipProbability() + (1 - flipShare) * levels.otherProbability();
            if (drawn <= mostDrawn) {
                return levels;
            }
        }
        return null;
    }

    private static double variance(double flipShare, double ratio) {
        return (flipShare / ratio + 1 - flipShare) * (1 - flipShare + ratio * flipShare);
    }
}
