package dev.pentimento.learning.version;

import dev.pentimento.learning.correction.CorrectionTraining;
import dev.pentimento.learning.correction.Judgement;
import dev.pentimento.learning.correction.ReplaySet;
import dev.pentimento.learning.correction.TrainedCorrection;
import dev.pentimento.learning.inference.Encoder;
import dev.pentimento.learning.inference.Heads;
import dev.pentimento.learning.inference.Networks;
import dev.pentimento.learning.network.NetworkFile;
import dev.pentimento.learning.training.ClassifierTraining;
import dev.pentimento.learning.training.EncoderTraining;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.learning.training.TrainingContext;
import dev.pentimento.statistics.FloatMatrix;
import dev.pentimento.statistics.drift.DriftScores;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Trains a whole version: encoder, classifier, correction, and what goes with them; or what is missing of it. */
public final class VersionTraining {
    private static final int EMBEDDING_BATCH = 256;

    private final VersionSettings settings;
    private final TrainingContext context;

    public VersionTraining(VersionSettings settings, TrainingContext context) {
        this.settings = settings;
        this.context = context;
    }

    public TrainedVersion train(VersionData data, long seed) {
        return train(data, seed, FinishedNetworks.NONE);
    }

    /** @param finished of the same data, settings and seed: the version is the same, with them and without */
    public TrainedVersion train(VersionData data, long seed, FinishedNetworks finished) {
        CorrectionTraining.requireEnough(data.correction().size()); // known before the encoder takes its minutes
        Instant start = context.clock().instant();
        SplittableRandom seeds = new SplittableRandom(seed);
        int classes = data.classes().size();
        Parts images = Parts.of(data.train(), settings.validationParts(), classes, seeds);
        long encoderSeed = seeds.nextLong();
        NetworkFile encoderFile = finished.network(
                "encoder.safetensors",
                () -> new EncoderTraining(data.input(), classes, settings.encoder(), context)
                        .train(images.train(), images.validation(), encoderSeed));
        try (Encoder encoder = Networks.loadEncoder(encoderFile, data.input(), context.device())) {
            Parts embedded = new Parts(embed(encoder, images.train()), embed(encoder, images.validation()));
            long classifierSeed = seeds.nextLong();
            NetworkFile classifier =
                    finished.network("classifier.safetensors", () -> classifier(embedded, classes, classifierSeed));
            return complete(
                    new Given(encoderFile, classifier),
                    embedded.train(),
                    new Rest(embed(encoder, data.correction()), embed(encoder, data.heldOut()), classes),
                    Recipe.describe(settings),
                    seeds,
                    start);
        }
    }

    /** Around an encoder that is there already: trains classifier and correction. */
    public TrainedVersion around(NetworkFile encoder, EmbeddedData data, long seed) {
        CorrectionTraining.requireEnough(data.correction().size());
        Instant start = context.clock().instant();
        SplittableRandom seeds = new SplittableRandom(seed);
        int classes = data.classes().size();
        Parts embedded = Parts.of(data.train(), settings.validationParts(), classes, seeds);
        NetworkFile classifier = classifier(embedded, classes, seeds.nextLong());
        return complete(
                new Given(encoder, classifier),
                embedded.train(),
                Rest.of(data),
                Recipe.aroundEncoder(settings),
                seeds,
                start);
    }

    /** Around encoder and classifier, both frozen: learns a correction between them. */
    public TrainedVersion around(NetworkFile encoder, NetworkFile classifier, EmbeddedData data, long seed) {
        CorrectionTraining.requireEnough(data.correction().size());
        return complete(
                new Given(encoder, classifier),
                data.train(),
                Rest.of(data),
                Recipe.aroundBoth(settings),
                new SplittableRandom(seed),
                context.clock().instant());
    }

    private NetworkFile classifier(Parts embedded, int classes, long seed) {
        int dimensions = embedded.train().rows().columns();
        return new ClassifierTraining(dimensions, classes, settings.classifier(), context)
                .train(embedded.train(), embedded.validation(), seed);
    }

    /** @param train embeddings that the classifier was, or could have been, trained from */
    private TrainedVersion complete(
            Given given,
            LabelledRows train,
            Rest rest,
            Map<String, String> recipe,
            SplittableRandom seeds,
            Instant start) {
        int classes = rest.classes();
        ReplaySet replay = ReplaySet.sample(train, classes, settings.replay(), seeds.split());
        TrainedCorrection correction = new CorrectionTraining(settings.correction(), context)
                .learn(rest.correction(), replay, given.classifier(), seeds.nextLong());
        HeldOut heldOut = judge(given.classifier(), correction, rest.heldOut(), classes);
        long driftSeed = seeds.nextLong();
        return new TrainedVersion(
                given.encoder(),
                given.classifier(),
                correction,
                replay.withHeldOut(rest.heldOut(), settings.replay(), seeds),
                heldOut,
                heldOut.reference(DriftScores.fit(rest.correction().rows(), driftSeed), driftSeed),
                Judgement.of(heldOut.opinions(), heldOut.embeddings().labels()).figures(),
                recipe,
                context.since(start));
    }

    /** Networks that are ready. */
    private record Given(NetworkFile encoder, NetworkFile classifier) {}

    /** Embeddings that neither network has seen. */
    private record Rest(LabelledRows correction, LabelledRows heldOut, int classes) {
        static Rest of(EmbeddedData data) {
            return new Rest(data.correction(), data.heldOut(), data.classes().size());
        }
    }

    /** What is learned from, and what says when to stop. */
    private record Parts(LabelledRows train, LabelledRows validation) {
        static Parts of(LabelledRows rows, int validationParts, int classes, SplittableRandom seeds) {
            int[] parts = rows.folds(validationParts, classes, seeds.split());
            return new Parts(
                    rows.select(LabelledRows.inFold(parts, 0, false)),
                    rows.select(LabelledRows.inFold(parts, 0, true)));
        }
    }

    private LabelledRows embed(Encoder encoder, LabelledRows images) {
        float[] values = new float[Math.multiplyExact(images.size(), encoder.dimensions())];
        for (int from = 0; from < images.size(); from += EMBEDDING_BATCH) {
            context.checkCancelled("version");
            int to = Math.min(images.size(), from + EMBEDDING_BATCH);
            FloatMatrix batch =
                    encoder.embed(images.rows().select(IntStream.range(from, to).toArray()));
            System.arraycopy(batch.values(), 0, values, from * encoder.dimensions(), batch.values().length);
        }
        return images.with(new FloatMatrix(images.size(), encoder.dimensions(), values));
    }

    private HeldOut judge(NetworkFile classifier, TrainedCorrection correction, LabelledRows embeddings, int classes) {
        int dimensions = embeddings.rows().columns();
        try (Heads heads =
                Networks.loadHeads(classifier, correction.network(), dimensions, classes, context.device())) {
            return new HeldOut(embeddings, heads.judge(embeddings.rows()));
        }
    }
}
