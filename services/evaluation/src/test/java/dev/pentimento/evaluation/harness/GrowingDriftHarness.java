package dev.pentimento.evaluation.harness;

import dev.pentimento.learning.correction.TrainedCorrection;
import dev.pentimento.learning.data.corruption.Corruption;
import dev.pentimento.learning.image.ImagePixels;
import dev.pentimento.statistics.drift.detection.DriftAlarm;
import dev.pentimento.statistics.drift.detection.DriftDetector;
import dev.pentimento.statistics.drift.detection.DriftDetector.Event;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Drift that grows, changes, or began at a known image: how alarms follow one another, what corrections win back, and how
 * well the onset is dated. Prints tables; run it with {@code mvn -Pharness}.
 */
class GrowingDriftHarness {
    private static final int STEP = 32;
    private static final int CLEAN = 2_000;
    private static final int GROWING = 6_000;
    private static final int GROWN = 4_000;
    private static final int MIN_LABELS = 800;
    private static final double LARGEST_BLUR = 2.2;
    private static final double PROMISE = 100_000;

    @Test
    void printsTheTable() throws IOException {
        try (TrainedOnce version = TrainedOnce.open()) {
            Embedded growing = growing(version);
            follow(version, growing, "the first alarm only", false);
            follow(version, growing, "every alarm", true);
            onsets(version);
            second(version);
        }
    }

    private static Embedded growing(TrainedOnce version) {
        int[] number = {0};
        return version.unseen(0, CLEAN + GROWING + GROWN, image -> {
            double grown = Math.max(0, Math.min(1, (number[0]++ - CLEAN) / (double) GROWING));
            return Changes.blur(image, LARGEST_BLUR * grown);
        });
    }

    /** Every image is labelled at once, and a correction serves as soon as it is trained. */
    private static void follow(TrainedOnce version, Embedded images, String name, boolean replaced) {
        DriftDetector detector = new DriftDetector(version.reference().histograms(), PROMISE);
        int[] served = images.predicted();
        @Nullable TrainedCorrection correction = null;
        List<String> story = new ArrayList<>();
        long began = -1;
        int learnedFrom = 0;
        for (int from = 0; from + STEP <= images.size(); from += STEP) {
            int to = from + STEP;
            Embedded step = TrainedOnce.rows(images, from, to);
            if (correction != null) {
                System.arraycopy(version.corrected(correction, step), 0, served, from, STEP);
            }
            Event event = detector.step(version.reference().count(step.embeddings(), step.predicted(), step.margins()));
            if (event == Event.RAISED || replaced && event == Event.REPLACED) {
                began = detector.alarm().startedAtImage();
                learnedFrom = 0;
            }
            if (event != Event.NOTHING) {
                story.add(event + " at " + to + " since " + detector.alarm().startedAtImage());
            }
            int labels = began < 0 ? 0 : (int) (to - began);
            if (labels >= (learnedFrom == 0 ? MIN_LABELS : 2 * learnedFrom) && detector.drifted()) {
                TrainedCorrection learned = version.learn(TrainedOnce.rows(images, (int) began, to), 1);
                story.add("trained at " + to + " on " + labels + (learned.accepted() ? "" : ", refused"));
                correction = learned.accepted() ? learned : correction;
                learnedFrom = labels;
            }
        }
        StringBuilder figures = new StringBuilder();
        for (int from = CLEAN; from < images.size(); from += 2_000) {
            figures.append(String.format(
                    Locale.ROOT,
                    " %d: %.1f -> %.1f;",
                    from,
                    accuracy(images.predicted(), images, from, from + 2_000),
                    accuracy(served, images, from, from + 2_000)));
        }
        System.out.printf(
                Locale.ROOT,
                "growing, %s | %s | since the change %.1f -> %.1f; after it has grown %.1f -> %.1f |%s%n",
                name,
                story,
                accuracy(images.predicted(), images, CLEAN, images.size()),
                accuracy(served, images, CLEAN, images.size()),
                accuracy(images.predicted(), images, CLEAN + GROWING, images.size()),
                accuracy(served, images, CLEAN + GROWING, images.size()),
                figures);
    }

    private static double accuracy(int[] predicted, Embedded images, int from, int to) {
        return 100
                * TrainedOnce.accuracy(
                        TrainedOnce.part(predicted, from, to), TrainedOnce.part(images.labels(), from, to));
    }

    private static void onsets(TrainedOnce version) {
        Map<String, UnaryOperator<ImagePixels>> kinds = new LinkedHashMap<>();
        kinds.put("JPEG, quality 10", Changes.jpeg(0.1f));
        kinds.put("gamma 0.4", Changes.gamma(0.4));
        kinds.put("gamma 0.8", Changes.gamma(0.8));
        kinds.put("blur 1", Changes.of(Corruption.BLUR, 1));
        kinds.put("noise 1", Changes.of(Corruption.NOISE, 1));
        kinds.put("salt and pepper, 2 %", Changes.saltAndPepper(0.02));
        Embedded clean = version.unseen(0, 20_000, UnaryOperator.identity());
        kinds.forEach((name, change) -> {
            Embedded changed = version.unseen(20_000, 6_000, change);
            int runs = 40;
            int inside = 0;
            int before = 0;
            List<Long> errors = new ArrayList<>();
            List<Long> widths = new ArrayList<>();
            int resolvedEarly = 0;
            int replaced = 0;
            for (int run = 0; run < runs; run++) {
                Random random = new Random(run);
                DriftDetector detector = new DriftDetector(version.reference().histograms(), PROMISE);
                draw(detector, version, clean, random, 3_000 + random.nextInt(1_000));
                long onset = detector.images();
                boolean early = detector.alarm() != null;
                long at = detector.images();
                while (!detector.drifted() && detector.images() < at + 20_000) {
                    draw(detector, version, changed, random, STEP);
                }
                if (early || !detector.drifted()) {
                    continue;
                }
                DriftAlarm alarm = detector.alarm();
                before++;
                inside += alarm.onset().earliest() <= onset
                                && onset <= alarm.onset().latest()
                        ? 1
                        : 0;
                errors.add(alarm.startedAtImage() - onset);
                widths.add(alarm.onset().latest() - alarm.onset().earliest());
                for (long until = detector.images() + 10_000; detector.images() < until; ) {
                    Event event = draw(detector, version, changed, random, STEP);
                    resolvedEarly += event == Event.RESOLVED ? 1 : 0;
                    replaced += event == Event.REPLACED ? 1 : 0;
                }
            }
            errors.sort(null);
            widths.sort(null);
            System.out.printf(
                    Locale.ROOT,
                    "onset of %s | %d of %d runs | inside the interval %d | error of the estimate: 10 %% %d, median %d, 90 %% %d"
                            + " | median width %d | in 10,000 further images of it: resolved %d times, replaced %d times%n",
                    name,
                    before,
                    runs,
                    inside,
                    errors.get(errors.size() / 10),
                    errors.get(errors.size() / 2),
                    errors.get(errors.size() * 9 / 10),
                    widths.get(widths.size() / 2),
                    resolvedEarly,
                    replaced);
        });
    }

    private static Event draw(DriftDetector detector, TrainedOnce version, Embedded set, Random random, int images) {
        Event last = Event.NOTHING;
        for (int i = 0; i < images; i += STEP) {
            int[] rows = IntStream.generate(() -> random.nextInt(set.size()))
                    .limit(STEP)
                    .toArray();
            Embedded step = set.select(rows);
            last = detector.step(version.reference().count(step.embeddings(), step.predicted(), step.margins()));
        }
        return last;
    }

    /** Noise, then rotation without a pause. */
    private static void second(TrainedOnce version) {
        Embedded clean = version.unseen(0, 10_000, UnaryOperator.identity());
        Embedded noise = version.unseen(10_000, 4_000, Changes.of(Corruption.NOISE, 2));
        Embedded rotated = version.unseen(14_000, 4_000, Changes.of(Corruption.ROTATION, 2));
        int told = 0;
        List<Long> delays = new ArrayList<>();
        for (int run = 0; run < 20; run++) {
            Random random = new Random(run);
            DriftDetector detector = new DriftDetector(version.reference().histograms(), PROMISE);
            draw(detector, version, clean, random, 2_016);
            draw(detector, version, noise, random, 2_016);
            long at = detector.images();
            boolean first = detector.alarm() != null && detector.alarm().number() == 1;
            while (detector.images() < at + 4_000
                    && draw(detector, version, rotated, random, STEP) != Event.REPLACED) {}
            if (first && detector.alarm().number() == 2) {
                told++;
                delays.add(detector.images() - at);
            }
        }
        delays.sort(null);
        System.out.printf(
                Locale.ROOT,
                "noise, then rotation | a second alarm in %d of 20 runs, after a median of %s images%n",
                told,
                delays.isEmpty() ? "-" : delays.get(delays.size() / 2));
    }
}
