package dev.pentimento.evaluation.harness;

import dev.pentimento.evaluation.SliceOfAll;
import dev.pentimento.events.DriftAlarm;
import dev.pentimento.learning.data.ImageDataset;
import dev.pentimento.learning.data.corruption.Corruption;
import dev.pentimento.learning.data.reader.Datasets;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.image.ImageDecoder;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.inference.Encoder;
import dev.pentimento.learning.inference.Heads;
import dev.pentimento.learning.inference.Networks;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.learning.training.TrainingContext;
import dev.pentimento.learning.training.TrainingProgress;
import dev.pentimento.learning.version.UnpublishedVersion;
import dev.pentimento.learning.version.VersionData;
import dev.pentimento.learning.version.VersionSettings;
import dev.pentimento.learning.version.VersionTraining;
import dev.pentimento.statistics.drift.histogram.ReferenceHistograms;
import dev.pentimento.statistics.drift.scores.DriftScores;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Chest X-rays: is a change of contrast or of their source found, and what is named? */
final class XRays {
    private static final ImageShape INPUT = ImageShape.plain(1, 64, 64);
    private static final int TRAIN = 500;
    private static final int FITTING = 100;
    private static final double PROMISE = 10_000;
    private static final int BEFORE = 1_280;

    private XRays() {}

    static void print(@Nullable String testData, int runs) {
        Path folder = Path.of(testData == null ? "" : testData, "covid_cxr");
        if (testData == null || !java.nio.file.Files.isDirectory(folder)) {
            System.out.println("X-rays: SKIPPED, PENTIMENTO_TEST_DATA names no folder with covid_cxr");
            return;
        }
        ImageDataset all = Datasets.open(folder.toString()).shuffled(1);
        ImageDataset rest = all.slice(TRAIN + FITTING, all.size());
        ImageDecoder decoder = new ImageDecoder(INPUT);
        LabelledRows correction = rows(all.slice(TRAIN, TRAIN + FITTING), decoder);
        LabelledRows heldOut = rows(rest, decoder);
        VersionData data =
                new VersionData(INPUT, all.classes(), rows(all.slice(0, TRAIN), decoder), correction, heldOut);
        TrainingContext context =
                new TrainingContext(ComputeDevice.CPU, TrainingProgress.SILENT, InstantSource.system());
        UnpublishedVersion version = new VersionTraining(VersionSettings.quick(FITTING), context).train(data, 1);
        try (Encoder encoder = Networks.loadEncoder(version.encoder(), INPUT, ComputeDevice.CPU);
                Heads heads = Networks.loadHeads(
                        version.classifier(),
                        null,
                        encoder.dimensions(),
                        all.classes().size(),
                        ComputeDevice.CPU)) {
            DriftScores scores =
                    DriftScores.fit(RealImages.embed(encoder, heads, correction).embeddings(), 1);
            Map<String, Scored> streams = new LinkedHashMap<>();
            streams.put("clean", Scored.of(scores, RealImages.embed(encoder, heads, heldOut)));
            for (int strength = 1; strength <= 2; strength++) {
                LabelledRows pale = rows(Corruption.CONTRAST.apply(rest, strength, 1), decoder);
                streams.put("contrast " + strength, Scored.of(scores, RealImages.embed(encoder, heads, pale)));
            }
            System.out.printf(
                    Locale.ROOT,
                    "%n## X-rays, %d classes, balanced accuracy %.1f %%, reference %d, promise %,.0f, %d runs%n",
                    all.classes().size(),
                    100 * version.validation().get("original.balanced_accuracy"),
                    rest.size(),
                    PROMISE,
                    runs);
            for (String stream : new String[] {"clean", "contrast 1", "contrast 2", "source"}) {
                run(stream, streams, rest, scores, runs);
            }
        }
    }

    private static LabelledRows rows(ImageDataset images, ImageDecoder decoder) {
        return new LabelledRows(images.pixels(decoder), images.labels());
    }

    private static void run(
            String stream, Map<String, Scored> streams, ImageDataset images, DriftScores scores, int runs) {
        Scored clean = streams.get("clean");
        List<Double> delays = new ArrayList<>();
        int[] everyRow = IntStream.range(0, images.size()).toArray();
        int falseAlarms = 0;
        Map<String, Integer> named = new TreeMap<>();
        for (int run = 0; run < runs; run++) {
            Random random = new Random(run);
            // Reference and stream draw from the same images: two halves of so few would differ from one another, and
            // that difference is what the alarm would find.
            int[] reference = random.ints(images.size(), 0, images.size()).toArray();
            ReferenceHistograms histograms = ReferenceHistograms.fit(
                    scores.names(),
                    clean.scores().select(reference),
                    Arrays.stream(reference).map(row -> clean.predicted()[row]).toArray(),
                    images.classes().size());
            SliceOfAll slice = new SliceOfAll(histograms, PROMISE);
            Sampler before = Sampler.independent(clean, everyRow);
            if (untilAlarm(slice, histograms, before, images, random, BEFORE) < BEFORE) {
                falseAlarms++;
                continue;
            }
            int[] other = Arrays.stream(everyRow)
                    .filter(row -> !stream.equals("source")
                            || !"nih".equals(images.examples().get(row).source()))
                    .toArray();
            Sampler after = Sampler.independent(streams.getOrDefault(stream, clean), other);
            delays.add((double) untilAlarm(slice, histograms, after, images, random, 5_000));
            DriftAlarm alarm = slice.alarm(images.classes());
            if (alarm != null) {
                count(named, "", alarm.getScores().subList(0, 1));
                count(named, "class ", alarm.getClasses());
                count(named, "source ", alarm.getSources());
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%s: false alarms before %d, median delay %.0f (5,000: none), named %s%n",
                stream,
                falseAlarms,
                DriftRuns.median(delays.stream().mapToDouble(each -> each).toArray()),
                named);
    }

    private static void count(Map<String, Integer> named, String kind, List<String> names) {
        names.forEach(name -> named.merge(kind + name, 1, Integer::sum));
    }

    /** Images until the slice's alarm, at most {@code limit}. */
    private static long untilAlarm(
            SliceOfAll slice,
            ReferenceHistograms histograms,
            Sampler stream,
            ImageDataset images,
            Random random,
            long limit) {
        long seen = 0;
        while (seen < limit && slice.alarm(images.classes()) == null) {
            Sampler.Batch batch = stream.next(random, DriftRuns.STEP);
            Map<String, Long> sources = batch.draws().stream()
                    .map(draw -> images.examples().get(draw.row()).source())
                    .collect(Collectors.groupingBy(source -> source, TreeMap::new, Collectors.counting()));
            slice.step(histograms.count(batch.scores(), batch.predicted()), sources);
            seen += DriftRuns.STEP;
        }
        return Math.min(seen, limit);
    }
}
