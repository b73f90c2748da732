package dev.pentimento.evaluation.harness;

import dev.pentimento.learning.data.ImageDataset;
import dev.pentimento.learning.data.corruption.Corruption;
import dev.pentimento.learning.data.reader.Datasets;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.image.ImageDecoder;
import dev.pentimento.learning.image.ImagePixels;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.inference.Encoder;
import dev.pentimento.learning.inference.Heads;
import dev.pentimento.learning.inference.Networks;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.learning.training.TrainingContext;
import dev.pentimento.learning.version.UnpublishedVersion;
import dev.pentimento.learning.version.VersionData;
import dev.pentimento.learning.version.VersionSettings;
import dev.pentimento.learning.version.VersionTraining;
import dev.pentimento.tensors.FloatMatrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/**
 * Fashion-MNIST through an encoder and a classifier of our own, clean and changed in several ways. Made once and kept
 * under {@code target/harness}, since it takes longer than everything that is measured on it.
 */
final class RealImages {
    /** Images of the pool that are also there in changed forms; references are drawn from the others. */
    static final int CHANGED = 4_000;

    static final int SOURCES = 6;
    private static final int SIDE = 28;
    private static final long SEED = 20261124;
    private static final int BATCH = 256;

    private final Path directory;
    private final Map<String, Embedded> sets = new LinkedHashMap<>();

    private RealImages(Path directory) {
        this.directory = directory;
    }

    /** Images that networks and pool do not have: what scores and calibration are fitted on. */
    Embedded fitting() {
        return set("fitting");
    }

    /** Clean held-out images. */
    Embedded pool() {
        return set("pool");
    }

    /** The first {@link #CHANGED} images of the pool, changed. */
    Embedded changed(String how) {
        return set(how);
    }

    /** The pool, image i as the camera {@code i % SOURCES} shows it. */
    Embedded ofSources() {
        return set("sources");
    }

    private Embedded set(String name) {
        return sets.computeIfAbsent(name, none -> {
            try {
                return Embedded.read(directory.resolve(name + ".bin"));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    static RealImages open(Path directory) throws IOException {
        RealImages images = new RealImages(directory);
        if (!Files.exists(directory.resolve("complete"))) {
            Files.createDirectories(directory);
            images.make();
            Files.writeString(directory.resolve("complete"), "");
        }
        return images;
    }

    private void make() throws IOException {
        ImageShape input = ImageShape.plain(1, SIDE, SIDE);
        boolean whole = Files.isDirectory(Path.of("/usr/share/datasets/fashion-mnist"));
        ImageDataset all =
                Datasets.open(whole ? "fashion-mnist" : "fashion-mnist-subset").shuffled(SEED);
        int train = whole ? 10_000 : 6_000;
        int fitting = whole ? 4_000 : 1_500;
        int pool = whole ? 20_000 : 10_000;
        System.out.println("making embeddings of " + all.name() + ": train " + train + ", pool " + pool);
        ImageDecoder decoder = new ImageDecoder(input);
        LabelledRows clean = rows(all.slice(train + fitting, train + fitting + pool), decoder);
        LabelledRows correction = rows(all.slice(train, train + fitting), decoder);
        VersionData data = new VersionData(
                input,
                all.classes(),
                rows(all.slice(0, train), decoder),
                correction,
                clean.select(IntStream.range(0, 1_000).toArray()));
        TrainingContext context = new TrainingContext(
                ComputeDevice.CPU,
                report -> System.out.println(report.phase() + " " + report.epoch() + "/" + report.epochs()),
                InstantSource.system());
        UnpublishedVersion version = new VersionTraining(VersionSettings.quick(1_000), context).train(data, SEED);
        try (Encoder encoder = Networks.loadEncoder(version.encoder(), input, ComputeDevice.CPU);
                Heads heads =
                        Networks.loadHeads(version.classifier(), null, encoder.dimensions(), 10, ComputeDevice.CPU)) {
            embed(encoder, heads, correction).save(directory.resolve("fitting.bin"));
            embed(encoder, heads, clean).save(directory.resolve("pool.bin"));
            LabelledRows part = clean.select(IntStream.range(0, CHANGED).toArray());
            for (Map.Entry<String, BiFunction<ImagePixels, Integer, ImagePixels>> change :
                    changes().entrySet()) {
                embed(encoder, heads, changed(part, change.getValue()))
                        .save(directory.resolve(change.getKey() + ".bin"));
            }
            embed(encoder, heads, changed(clean, (image, i) -> source(image, i % SOURCES)))
                    .save(directory.resolve("sources.bin"));
        }
    }

    private static Map<String, BiFunction<ImagePixels, Integer, ImagePixels>> changes() {
        Map<String, BiFunction<ImagePixels, Integer, ImagePixels>> changes = new LinkedHashMap<>();
        for (int strength = 1; strength <= 2; strength++) {
            for (Corruption corruption : Corruption.values()) {
                int amount = strength;
                changes.put(
                        corruption + " " + strength,
                        (image, i) -> corruption.apply(image, amount, new Random(SEED + i)));
            }
        }
        changes.put("source 1", (image, i) -> tone(image, 0.85, 0.02));
        return changes;
    }

    /** Each camera has another tone curve. */
    private static ImagePixels source(ImagePixels image, int source) {
        return tone(image, 0.75 + 0.1 * source, 0.02 * (source - 2));
    }

    private static ImagePixels tone(ImagePixels image, double gamma, double shift) {
        float[] values = image.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.max(0, Math.min(1, Math.pow(values[i], gamma) + shift));
        }
        return new ImagePixels(image.channels(), image.height(), image.width(), values);
    }

    private static LabelledRows changed(LabelledRows rows, BiFunction<ImagePixels, Integer, ImagePixels> change) {
        float[] values = new float[rows.rows().values().length];
        int size = SIDE * SIDE;
        for (int i = 0; i < rows.size(); i++) {
            ImagePixels image =
                    change.apply(new ImagePixels(1, SIDE, SIDE, rows.rows().row(i)), i);
            System.arraycopy(image.values(), 0, values, i * size, size);
        }
        return rows.with(new FloatMatrix(rows.size(), size, values));
    }

    private static LabelledRows rows(ImageDataset images, ImageDecoder decoder) {
        return new LabelledRows(images.pixels(decoder), images.labels());
    }

    static Embedded embed(Encoder encoder, Heads heads, LabelledRows images) {
        float[] embeddings = new float[images.size() * encoder.dimensions()];
        float[] logits = new float[images.size() * heads.classes()];
        for (int from = 0; from < images.size(); from += BATCH) {
            int to = Math.min(images.size(), from + BATCH);
            FloatMatrix batch =
                    encoder.embed(images.rows().select(IntStream.range(from, to).toArray()));
            System.arraycopy(batch.values(), 0, embeddings, from * batch.columns(), batch.values().length);
            FloatMatrix answers = heads.judge(batch).original().logits();
            System.arraycopy(answers.values(), 0, logits, from * answers.columns(), answers.values().length);
        }
        return new Embedded(
                new FloatMatrix(images.size(), encoder.dimensions(), embeddings),
                new FloatMatrix(images.size(), heads.classes(), logits),
                Arrays.copyOf(images.labels(), images.size()));
    }
}
