package dev.pentimento.statistics.verdict;

import dev.pentimento.statistics.quality.CalibrationBin;
import dev.pentimento.statistics.quality.QualityCounts;
import dev.pentimento.statistics.quality.QualityFigures;
import dev.pentimento.statistics.quality.RateSequence;
import dev.pentimento.statistics.quality.RateSequence.Interval;
import dev.pentimento.statistics.requests.Draw;
import dev.pentimento.statistics.requests.Drawing;
import dev.pentimento.statistics.requests.RequestBudget;
import dev.pentimento.statistics.requests.RequestBudget.Past;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Simulated streams whose labels are requested: the images are drawn exactly as the evaluation draws them. */
final class RequestRuns {
    private static final int CLASSES = 5;
    private static final VerdictRule RULE = new VerdictRule(0.05, 0.01);
    private static final RequestBudget BUDGET = new RequestBudget(1e9, 0.05);

    private final Random random;
    private Past past = Past.NONE;
    private int partition;
    private long offset;

    RequestRuns(long seed) {
        random = new Random(seed);
    }

    private void begin(int run) {
        past = Past.NONE;
        partition = run;
        offset = 0;
    }

    /** The drawing of the next image; null if it is not drawn. */
    private Drawing next(boolean flip) {
        Drawing levels = past.levels();
        boolean drawn = levels != null && Draw.draws(levels.of(flip), partition, offset);
        past = BUDGET.after(past, 100 * offset++, flip, drawn);
        return drawn ? levels.of(flip) : null;
    }

    /** By number of flips that helped or hurt: how many must have helped for HELPS. */
    private static int[] needed(VerdictRule rule, int most) {
        int[] needed = new int[most + 1];
        int helped = 0;
        for (int flips = 0; flips <= most; flips++) {
            while (helped <= flips
                    && PairedBets.logEvidenceAbove(flips, helped, flips - helped, 0) < Math.log(2 / rule.level())) {
                helped++;
            }
            needed[flips] = helped;
        }
        return needed;
    }

    /** Median number of labels until HELPS with requests, over the median without. */
    double labelsUntilHelps(double flips, double difference, int runs) {
        int[] alone = needed(RULE, 5_000);
        int[] ofTwo = needed(RULE.ofTwo(), 5_000);
        double[] with = new double[runs];
        double[] without = new double[runs];
        for (int run = 0; run < runs; run++) {
            begin(run);
            int helped = 0;
            int hurt = 0;
            while (helped < ofTwo[helped + hurt]) {
                double kind = random.nextDouble();
                if (next(kind < flips) != null) {
                    with[run]++;
                    helped += kind < (flips + difference) / 2 ? 1 : 0;
                    hurt += kind >= (flips + difference) / 2 && kind < flips ? 1 : 0;
                }
            }
            helped = 0;
            hurt = 0;
            while (helped < alone[helped + hurt]) {
                double kind = random.nextDouble();
                without[run]++;
                helped += kind < (flips + difference) / 2 ? 1 : 0;
                hurt += kind >= (flips + difference) / 2 && kind < flips ? 1 : 0;
            }
        }
        Arrays.sort(with);
        Arrays.sort(without);
        return with[runs / 2] / without[runs / 2];
    }

    /**
     * Share of runs without a difference that ever say HELPS or HURTS. Labels of both kinds come late, one in five
     * images has one that nobody requested, and one label in twenty is wrong at first.
     */
    double falseVerdicts(double flips, int images, int runs) {
        int[] needed = needed(RULE.ofTwo(), images);
        int most = 2_000;
        int wrong = 0;
        for (int run = 0; run < runs; run++) {
            begin(run);
            byte[][] arrivals = new byte[2][images + most];
            for (int image = 0; image < images; image++) {
                boolean flip = random.nextDouble() < flips;
                boolean drawn = next(flip) != null;
                boolean wrongAtFirst = random.nextDouble() < 0.05;
                boolean matters = flip && (!wrongAtFirst || random.nextDouble() < 0.25);
                byte worth = (byte) (!matters ? 0 : random.nextBoolean() ? 1 : -1);
                if (drawn && random.nextDouble() < 0.9) {
                    arrivals[0][image + random.nextInt(500)] += worth;
                }
                if (random.nextDouble() < 0.2) {
                    arrivals[1][image + random.nextInt(most)] += worth;
                }
            }
            wrong += decides(arrivals[0], needed) || decides(arrivals[1], needed) ? 1 : 0;
        }
        return (double) wrong / runs;
    }

    private static boolean decides(byte[] arrivals, int[] needed) {
        int helped = 0;
        int hurt = 0;
        for (byte worth : arrivals) {
            helped += Math.max(0, worth);
            hurt += Math.max(0, -worth);
            if (worth != 0 && Math.max(helped, hurt) >= needed[helped + hurt]) {
                return true;
            }
        }
        return false;
    }

    /** An image of the population. */
    private record Image(int truth, int predicted, int challenger, float[] chances) {
        boolean flip() {
            return predicted != challenger;
        }
    }

    private Image image() {
        int truth = Math.min(random.nextInt(CLASSES), random.nextInt(CLASSES));
        boolean flip = random.nextDouble() < 0.06 + 0.02 * truth;
        boolean right = random.nextDouble() < (flip ? 0.65 : 0.93 - 0.01 * truth);
        int other = (truth + 1 + random.nextInt(CLASSES - 1)) % CLASSES;
        int challenger = right ? truth : other;
        int baseline = !flip ? challenger : right ? other : truth;
        float confidence = (float) (flip ? 0.4 + 0.4 * random.nextDouble() : 0.6 + 0.4 * random.nextDouble());
        float[] chances = new float[CLASSES];
        Arrays.fill(chances, (1 - confidence) / (CLASSES - 1));
        chances[challenger] = confidence;
        return new Image(truth, baseline, challenger, chances);
    }

    /** Mean error over runs, and its standard error. */
    record Bias(double mean, double standardError) {
        double standardErrors() {
            return mean / standardError;
        }

        private static Bias of(double[] errors) {
            double mean = Arrays.stream(errors).average().orElse(0);
            double variance = Arrays.stream(errors)
                            .map(each -> (each - mean) * (each - mean))
                            .sum()
                    / (errors.length - 1);
            return new Bias(mean, Math.sqrt(variance / errors.length));
        }
    }

    /**
     * Figures of weighted labels.
     *
     * @param width of the interval of the accuracy over that of as many labels of images drawn at random
     * @param covered share of runs whose intervals of accuracy and difference held the truth after every 25 labels
     * @param excess expected calibration error over that of as many labels of images drawn at random
     */
    record Figures(
            Bias accuracy,
            Bias balanced,
            Bias overconfidence,
            Bias difference,
            double width,
            double covered,
            Bias excess) {}

    Figures figures(int images, int runs) {
        Image[] population = new Image[50_000];
        QualityCounts all = new QualityCounts(CLASSES);
        double gain = 0;
        for (int i = 0; i < population.length; i++) {
            population[i] = image();
            count(all, population[i]);
            gain += worth(population[i]) / (double) population.length;
        }
        QualityFigures truth = all.figures();
        double[][] errors = new double[5][runs];
        double width = 0;
        int covered = 0;
        for (int run = 0; run < runs; run++) {
            begin(run);
            Requested requested = new Requested(truth.accuracy(), gain);
            for (int i = 0; i < images; i++) {
                Image image = population[random.nextInt(population.length)];
                Drawing drawing = next(image.flip());
                if (drawing != null) {
                    requested.answer(drawing, image);
                }
            }
            QualityCounts weighted = requested.weighted();
            QualityCounts sample = new QualityCounts(CLASSES);
            for (int i = 0; i < requested.answered; i++) {
                count(sample, population[random.nextInt(population.length)]);
            }
            QualityFigures figures = weighted.figures();
            errors[0][run] = figures.accuracy() - truth.accuracy();
            errors[1][run] = figures.balancedAccuracy() - truth.balancedAccuracy();
            errors[2][run] = overconfidence(weighted) - overconfidence(all);
            errors[3][run] = requested.evidence().difference() - gain;
            errors[4][run] = figures.calibrationError() - sample.figures().calibrationError();
            Interval ours = WeightedRate.of(requested.rates(), RULE.level());
            Interval theirs = RateSequence.of(sample.right(), requested.answered, RULE.level());
            width += (ours.upper() - ours.lower()) / (theirs.upper() - theirs.lower()) / runs;
            covered += requested.missed ? 0 : 1;
        }
        return new Figures(
                Bias.of(errors[0]),
                Bias.of(errors[1]),
                Bias.of(errors[2]),
                Bias.of(errors[3]),
                width,
                (double) covered / runs,
                Bias.of(errors[4]));
    }

    private static int worth(Image image) {
        return (image.challenger() == image.truth() ? 1 : 0) - (image.predicted() == image.truth() ? 1 : 0);
    }

    private static void count(QualityCounts counts, Image image) {
        counts.add(image.truth(), image.challenger(), image.chances());
    }

    private static double overconfidence(QualityCounts counts) {
        double sum = 0;
        long images = 0;
        for (CalibrationBin bin : counts.calibration()) {
            sum += bin.images() * bin.confidence() - bin.right();
            images += bin.images();
        }
        return sum / images;
    }

    /** The answers of one run. */
    private static final class Requested {
        private static final double NEEDED = Math.log(2 / 0.05);

        private final double accuracy;
        private final double gain;
        private final Map<Drawing, QualityCounts> quality = new TreeMap<>();
        private final Map<Drawing, int[]> pairs = new TreeMap<>();
        private int answered;
        private boolean missed;

        Requested(double accuracy, double gain) {
            this.accuracy = accuracy;
            this.gain = gain;
        }

        void answer(Drawing drawing, Image image) {
            count(quality.computeIfAbsent(drawing, none -> new QualityCounts(CLASSES)), image);
            pairs.computeIfAbsent(drawing, none -> new int[3])[1 + worth(image)]++;
            answered++;
            if (answered % 25 == 0) {
                PairedEvidence evidence = evidence();
                List<WeightedRate.Level> wrong =
                        rates().stream().map(WeightedRate.Level::exchanged).toList();
                missed |= evidence.logAbove(gain) >= NEEDED
                        || evidence.exchanged().logAbove(-gain) >= NEEDED
                        || WeightedRate.logEvidenceAbove(rates(), accuracy) >= NEEDED
                        || WeightedRate.logEvidenceAbove(wrong, 1 - accuracy) >= NEEDED;
            }
        }

        QualityCounts weighted() {
            QualityCounts sum = new QualityCounts(CLASSES);
            quality.forEach((drawing, counts) -> sum.merge(counts.times(drawing.weight())));
            return sum;
        }

        PairedEvidence evidence() {
            double gained = 0;
            double weight = 0;
            List<PairedLevel> levels = new java.util.ArrayList<>();
            for (var each : pairs.entrySet()) {
                int[] counts = each.getValue();
                gained += each.getKey().weight() * (double) (counts[2] - counts[0]);
                weight += each.getKey().weight() * (double) (counts[0] + counts[1] + counts[2]);
                double flipWeight = 1.0 / (1L << each.getKey().ratio());
                levels.add(
                        each.getKey().flip()
                                ? new PairedLevel(flipWeight, counts[2], counts[0], counts[1], 0)
                                : new PairedLevel(flipWeight, 0, 0, 0, counts[1]));
            }
            return new PairedEvidence(levels, gained / weight);
        }

        List<WeightedRate.Level> rates() {
            return quality.entrySet().stream()
                    .map(each -> {
                        long right = each.getValue().right();
                        long wrong = each.getValue().figures().labelled() - right;
                        double flipWeight = 1.0 / (1L << each.getKey().ratio());
                        return each.getKey().flip()
                                ? new WeightedRate.Level(flipWeight, right, wrong, 0, 0)
                                : new WeightedRate.Level(flipWeight, 0, 0, right, wrong);
                    })
                    .toList();
        }
    }
}
