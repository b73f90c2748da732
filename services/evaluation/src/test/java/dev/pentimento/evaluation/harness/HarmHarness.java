package dev.pentimento.evaluation.harness;

import dev.pentimento.evaluation.drift.HarmRun;
import dev.pentimento.evaluation.harm.HarmSettings;
import dev.pentimento.events.DriftWindow;
import dev.pentimento.events.Harm;
import dev.pentimento.events.HarmBasis;
import dev.pentimento.events.HarmFinding;
import dev.pentimento.learning.image.ImagePixels;
import dev.pentimento.serving.judges.Reference;
import dev.pentimento.statistics.drift.DriftReference;
import dev.pentimento.statistics.drift.measures.DriftSums;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The alarm of harm, on streams with 10 % of the labels: how often it is raised on drift without loss or with a loss within
 * the margin, and how soon at a loss of ten points. No kind of change was used to choose anything. Prints tables; run it
 * with {@code mvn -Pharness}.
 */
class HarmHarness {
    private static final int STEP = 32;
    private static final int WINDOW = 250;
    private static final int CLEAN = 2_000;
    private static final int CHANGED = 10_000;
    private static final int POOL = 6_000;
    private static final double LABELLED = 0.1;
    private static final int RUNS = Integer.getInteger("harness.runs", 40);

    @Test
    void printsTheTable() throws IOException {
        try (TrainedOnce version = TrainedOnce.openLearned()) {
            Pool clean = new Pool(version, version.unseen(0, POOL, UnaryOperator.identity()));
            System.out.printf(
                    Locale.ROOT,
                    "held out %.3f, unseen %.3f%n",
                    version.reference().accuracy().heldOut(),
                    clean.accuracy());
            harmless().forEach((name, change) -> row("harmless: " + name, version, clean, change, 0));
            loss(version, clean, "three points, within the margin", 0.03);
            loss(version, clean, "ten points", 0.1);
            row("ten points: labels alone, the images stay", version, clean, UnaryOperator.identity(), 0.1 / 0.89);
        }
    }

    private static void loss(TrainedOnce version, Pool clean, String title, double loss) {
        growing().forEach((name, kind) -> {
            double amount = amount(version, clean.accuracy() - loss, kind);
            row(
                    String.format(Locale.ROOT, "%s: %s %.3f", title, name, amount),
                    version,
                    clean,
                    kind.change().apply(amount),
                    0);
        });
    }

    private static Map<String, UnaryOperator<ImagePixels>> harmless() {
        Map<String, UnaryOperator<ImagePixels>> kinds = new LinkedHashMap<>();
        kinds.put("none", UnaryOperator.identity());
        kinds.put("brighter by 5 %", tone(1, 0.05));
        kinds.put("darker by 5 %", tone(1, -0.05));
        kinds.put("another source: gamma 0.85, 2 % brighter", tone(0.85, 0.02));
        kinds.put("another source: gamma 1.2", tone(1.2, 0));
        kinds.put("gamma 0.7", tone(0.7, 0));
        kinds.put("JPEG, quality 50", Changes.jpeg(0.5f));
        return kinds;
    }

    private static UnaryOperator<ImagePixels> tone(double gamma, double shift) {
        return image -> {
            float[] values = image.values().clone();
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) Math.max(0, Math.min(1, Math.pow(values[i], gamma) + shift));
            }
            return new ImagePixels(1, image.height(), image.width(), values);
        };
    }

    /** A change whose accuracy falls with its amount. */
    private record Kind(double least, double most, DoubleFunction<UnaryOperator<ImagePixels>> change) {}

    private static Map<String, Kind> growing() {
        Map<String, Kind> kinds = new LinkedHashMap<>();
        kinds.put("salt and pepper", new Kind(0, 0.3, Changes::saltAndPepper));
        kinds.put("some images inverted", new Kind(0, 0.5, Changes::inverted));
        kinds.put("shift", new Kind(0, 0.25, Changes::shifted));
        kinds.put("occlusion", new Kind(0, 0.7, Changes::occluded));
        kinds.put("darker", new Kind(0, 0.9, amount -> tone(1, -amount)));
        kinds.put("blur", new Kind(0, 3, amount -> image -> Changes.blur(image, amount)));
        return kinds;
    }

    /** The amount at which accuracy on the images that are drawn falls to {@code least}, by eight halvings. */
    private static double amount(TrainedOnce version, double least, Kind kind) {
        double low = kind.least();
        double high = kind.most();
        for (int i = 0; i < 8; i++) {
            double middle = (low + high) / 2;
            Embedded tried = version.unseen(POOL, POOL, kind.change().apply(middle));
            if (TrainedOnce.accuracy(tried.predicted(), tried.labels()) > least) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /** Images to draw from. */
    private static final class Pool {
        private final DriftReference reference;
        private final Embedded images;
        private final int[] predicted;
        private final float[] margins;
        private final float[] confidences;

        Pool(TrainedOnce version, Embedded images) {
            reference = version.reference();
            this.images = images;
            predicted = images.predicted();
            margins = images.margins();
            confidences = images.confidences();
        }

        double accuracy() {
            return TrainedOnce.accuracy(predicted, images.labels());
        }

        /** @param wrong share of right answers that labels call wrong */
        void draw(HarmRun run, Random random, double wrong) {
            int[] rows = random.ints(STEP, 0, predicted.length).toArray();
            int[] classes = new int[STEP];
            float[] ofMargins = new float[STEP];
            float[] ofConfidences = new float[STEP];
            long labelled = 0;
            long right = 0;
            for (int i = 0; i < STEP; i++) {
                classes[i] = predicted[rows[i]];
                ofMargins[i] = margins[rows[i]];
                ofConfidences[i] = confidences[rows[i]];
                if (random.nextDouble() < LABELLED) {
                    labelled++;
                    boolean isRight = classes[i] == images.labels()[rows[i]];
                    right += isRight && random.nextDouble() >= wrong ? 1 : 0;
                }
            }
            DriftSums sums = reference.sums(images.embeddings().select(rows), classes, ofMargins, ofConfidences);
            run.add(sums, labelled, right);
        }
    }

    private static void row(
            String name, TrainedOnce version, Pool clean, UnaryOperator<ImagePixels> change, double wrong) {
        Pool changed = new Pool(version, version.unseen(POOL, POOL, change));
        Reference reference = new Reference("r1", version.reference(), version.classes());
        List<Integer> delays = new ArrayList<>();
        List<Integer> harmlessAfter = new ArrayList<>();
        int early = 0;
        int byLabels = 0;
        int again = 0;
        for (int seed = 0; seed < RUNS; seed++) {
            Random random = new Random(seed);
            HarmRun run = new HarmRun(reference, WINDOW, new HarmSettings(0.05, 5_000));
            for (int i = 0; i < CLEAN; i += STEP) {
                clean.draw(run, random, 0);
            }
            if (alarm(run.latest()) != null) {
                early++;
                continue;
            }
            int raised = -1;
            int known = -1;
            for (int i = STEP; i <= CHANGED; i += STEP) {
                changed.draw(run, random, wrong);
                if (raised < 0 && run.harmful()) {
                    raised = i;
                    byLabels += run.latest().getHarm().getAlarm().getBasis() == HarmBasis.LABELS ? 1 : 0;
                }
                boolean look = known < 0 && i % (8 * STEP) == 0;
                if (look && run.latest().getHarm().getFinding() == HarmFinding.HARMLESS) {
                    known = i;
                }
            }
            String last = alarm(run.latest());
            again += last != null && !last.endsWith("-1") ? 1 : 0;
            if (raised >= 0) {
                delays.add(raised);
            }
            if (known >= 0) {
                harmlessAfter.add(known);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%s | accuracy %.1f %% | runs %d (%d more had an alarm before) | alarms of harm %d, of them by labels %d,"
                        + " raised again %d | images until then: %s | told harmless %d, after %s%n",
                name,
                100 * changed.accuracy() * (1 - wrong),
                RUNS - early,
                early,
                delays.size(),
                byLabels,
                again,
                quantiles(delays),
                harmlessAfter.size(),
                quantiles(harmlessAfter));
    }

    private static @Nullable String alarm(DriftWindow window) {
        Harm harm = window.getHarm();
        return harm.getAlarm() == null ? null : harm.getAlarm().getId();
    }

    private static String quantiles(List<Integer> values) {
        if (values.isEmpty()) {
            return "-";
        }
        int[] sorted = values.stream().mapToInt(Integer::intValue).sorted().toArray();
        return "median " + sorted[sorted.length / 2] + ", 90 % " + sorted[sorted.length * 9 / 10] + ", "
                + Arrays.stream(sorted).max().orElseThrow() + " at most";
    }
}
