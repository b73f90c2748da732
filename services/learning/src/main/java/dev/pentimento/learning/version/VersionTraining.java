package dev.pentimento.learning.version;

import dev.pentimento.learning.correction.CorrectionTraining;
import dev.pentimento.learning.correction.Judgement;
import dev.pentimento.learning.correction.ReplaySet;
import dev.pentimento.learning.correction.TrainedCorrection;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.inference.Encoder;
import dev.pentimento.learning.inference.Heads;
import dev.pentimento.learning.inference.Networks;
import dev.pentimento.learning.training.ClassifierTraining;
import dev.pentimento.learning.training.EncoderTraining;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.learning.training.LabelledSource;
import dev.pentimento.learning.training.TrainingContext;
import dev.pentimento.statistics.drift.DriftReference;
import dev.pentimento.statistics.drift.scores.DriftScores;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Trains a whole version (encoder, classifier, correction and accompanying files), or its missing parts. */
public final class VersionTraining {

    private final VersionSettings settings;
    private final TrainingContext context;

    public VersionTraining(VersionSettings settings, TrainingContext context) {
        this.settings = settings;
        this.context = context;
    }

    public UnpublishedVersion train(VersionData data, long seed) {
        return train(data, seed, FinishedNetworks.NONE);
    }

    /** @param finished networks of the same data, settings and seed; they do not change the resulting version */
    public UnpublishedVersion train(VersionData data, long seed, FinishedNetworks finished) {
        CorrectionTraining.requireEnough(data.correction().size()); // checked before the minutes of encoder training
        Instant start = context.clock().instant();
        SplittableRandom seeds = new SplittableRandom(seed);
        int classes = data.classes().size();
        int[] parts = parts(data.train(), classes, seeds);
        LabelledSource train = data.train().part(LabelledSource.inFold(parts, 0, false));
        LabelledSource validation = data.train().part(LabelledSource.inFold(parts, 0, true));
        long encoderSeed = seeds.nextLong();
        NetworkFile encoderFile = finished.network(
                "encoder.safetensors",
                () -> new EncoderTraining(data.input(), classes, settings.encoder(), context)
                        .train(train, validation, encoderSeed));
        try (Encoder encoder = Networks.loadEncoder(encoderFile, data.input(), context.device())) {
            Embedding embedding = new Embedding(encoder, data);
            Parts embedded = new Parts(embedding.of(train), embedding.of(validation));
            LabelledRows correction = embedding.of(data.correction());
            LabelledRows heldOut = embedding.of(data.heldOut());
            List<DisturbedImages> disturbed = embedding.disturbed(data.heldOut(), seed);
            long classifierSeed = seeds.nextLong();
            NetworkFile classifier =
                    finished.network("classifier.safetensors", () -> classifier(embedded, classes, classifierSeed));
            return complete(
                    encoderFile,
                    classifier,
                    new EmbeddedData(data.classes(), embedded.train(), correction, heldOut, disturbed),
                    Recipe.describe(settings),
                    seeds,
                    start);
        }
    }

    /** Trains a classifier and a correction for an existing encoder. */
    public UnpublishedVersion around(NetworkFile encoder, EmbeddedData data, long seed) {
        CorrectionTraining.requireEnough(data.correction().size());
        Instant start = context.clock().instant();
        SplittableRandom seeds = new SplittableRandom(seed);
        int classes = data.classes().size();
        int[] parts = parts(data.train(), classes, seeds);
        Parts embedded = new Parts(
                data.train().select(LabelledSource.inFold(parts, 0, false)),
                data.train().select(LabelledSource.inFold(parts, 0, true)));
        NetworkFile classifier = classifier(embedded, classes, seeds.nextLong());
        return complete(
                encoder,
                classifier,
                new EmbeddedData(data.classes(), embedded.train(), data.correction(), data.heldOut(), data.disturbed()),
                Recipe.imported(settings, "encoder"),
                seeds,
                start);
    }

    /** Trains a correction between a frozen encoder and a frozen classifier. */
    public UnpublishedVersion around(NetworkFile encoder, NetworkFile classifier, EmbeddedData data, long seed) {
        CorrectionTraining.requireEnough(data.correction().size());
        return complete(
                encoder,
                classifier,
                data,
                Recipe.imported(settings, "encoder", "classifier"),
                new SplittableRandom(seed),
                context.clock().instant());
    }

    private NetworkFile classifier(Parts embedded, int classes, long seed) {
        int dimensions = embedded.train().rows().columns();
        return new ClassifierTraining(dimensions, classes, settings.classifier(), context)
                .train(embedded.train(), embedded.validation(), seed);
    }

    /** @param data train: what the classifier was, or could have been, trained on */
    private UnpublishedVersion complete(
            NetworkFile encoder,
            NetworkFile classifier,
            EmbeddedData data,
            Map<String, String> recipe,
            SplittableRandom seeds,
            Instant start) {
        int classes = data.classes().size();
        ReplaySet replay = ReplaySet.sample(data.train(), classes, settings.replay(), seeds.split());
        TrainedCorrection correction = new CorrectionTraining(settings.correction(), context)
                .learn(data.correction(), replay, classifier, seeds.nextLong());
        HeldOut heldOut = judge(classifier, correction, data.heldOut(), classes);
        long driftSeed = seeds.nextLong();
        DriftReference reference = learnAccuracy(
                heldOut.reference(DriftScores.fit(data.correction().rows(), driftSeed), driftSeed),
                classifier,
                data,
                driftSeed);
        return new UnpublishedVersion(
                encoder,
                classifier,
                correction,
                replay.withHeldOut(data.heldOut(), settings.replay(), seeds),
                heldOut,
                reference,
                Judgement.of(heldOut.opinions(), heldOut.embeddings().labels()).figures(),
                recipe,
                context.since(start));
    }

    /** Number of the part of each row; the rows of part 0 decide when to stop. */
    private int[] parts(LabelledSource rows, int classes, SplittableRandom seeds) {
        return rows.folds(settings.validationParts(), classes, seeds.split());
    }

    /** Training rows, and the rows that decide when to stop. */
    private record Parts(LabelledRows train, LabelledRows validation) {}

    /** Embeds one set of images after another, and reports the progress over all. */
    private final class Embedding {
        private final Encoder encoder;
        private final int all;
        private int done;

        Embedding(Encoder encoder, VersionData data) {
            this.encoder = encoder;
            this.all = data.train().size()
                    + data.correction().size()
                    + data.heldOut().size()
                    + DisturbedImages.passes(data.heldOut().size(), encoder.input());
        }

        LabelledRows of(LabelledSource images) {
            int before = done;
            done += images.size();
            return encoder.embedAll(images, Encoder.BATCH, embedded -> {
                context.checkCancelled("version");
                context.progress().images("images embedded", before + embedded, all);
            });
        }

        List<DisturbedImages> disturbed(LabelledSource heldOut, long seed) {
            int before = done;
            return DisturbedImages.embed(encoder, heldOut, Encoder.BATCH, seed, embedded -> {
                context.checkCancelled("version");
                context.progress().images("images embedded", before + embedded, all);
            });
        }
    }

    private DriftReference learnAccuracy(
            DriftReference reference, NetworkFile classifier, EmbeddedData data, long seed) {
        int classes = data.classes().size();
        try (Heads heads = Networks.loadHeads(classifier, null, reference.dimensions(), classes, context.device())) {
            return new AccuracyWindows(reference, heads, classes, seed).learn(data.heldOut(), data.disturbed());
        }
    }

    private HeldOut judge(NetworkFile classifier, TrainedCorrection correction, LabelledRows embeddings, int classes) {
        int dimensions = embeddings.rows().columns();
        try (Heads heads =
                Networks.loadHeads(classifier, correction.network(), dimensions, classes, context.device())) {
            return new HeldOut(embeddings, heads.judge(embeddings.rows()));
        }
    }
}
