package dev.pentimento.learning.version;

import dev.pentimento.learning.correction.CorrectionTraining;
import dev.pentimento.learning.correction.Judgement;
import dev.pentimento.learning.correction.ReplaySet;
import dev.pentimento.learning.correction.TrainedCorrection;
import dev.pentimento.learning.inference.Encoder;
import dev.pentimento.learning.inference.Heads;
import dev.pentimento.learning.inference.Networks;
import dev.pentimento.learning.inference.Opinions;
import dev.pentimento.learning.network.NetworkFile;
import dev.pentimento.learning.training.ClassifierTraining;
import dev.pentimento.learning.training.EncoderTraining;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.learning.training.TrainingContext;
import dev.pentimento.statistics.FloatMatrix;
import dev.pentimento.statistics.drift.DriftReference;
import dev.pentimento.statistics.drift.DriftScores;
import dev.pentimento.statistics.estimate.CalibratedAccuracy;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Trains a whole initial version: encoder, classifier, correction, and what goes with them. */
public final class VersionTraining {
    private static final int EMBEDDING_BATCH = 256;

    private final VersionSettings settings;
    private final TrainingContext context;

    public VersionTraining(VersionSettings settings, TrainingContext context) {
        this.settings = settings;
        this.context = context;
    }

    public TrainedVersion train(VersionData data, long seed) {
        CorrectionTraining.requireEnough(data.correction().size()); // known before the encoder takes its minutes
        Instant start = context.clock().instant();
        SplittableRandom seeds = new SplittableRandom(seed);
        int classes = data.classes().size();
        int[] parts = data.train().folds(settings.validationParts(), classes, seeds.split());
        LabelledRows train = data.train().select(LabelledRows.inFold(parts, 0, false));
        LabelledRows validation = data.train().select(LabelledRows.inFold(parts, 0, true));
        NetworkFile encoderFile = new EncoderTraining(data.input(), classes, settings.encoder(), context)
                .train(train, validation, seeds.nextLong());
        try (Encoder encoder = Networks.loadEncoder(encoderFile, data.input(), context.device())) {
            LabelledRows embedded = embed(encoder, train);
            NetworkFile classifier = new ClassifierTraining(
                            encoder.dimensions(), classes, settings.classifier(), context)
                    .train(embedded, embed(encoder, validation), seeds.nextLong());
            ReplaySet replay = ReplaySet.sample(embedded, classes, settings.replay(), seeds.split());
            LabelledRows labelled = embed(encoder, data.correction());
            TrainedCorrection correction = new CorrectionTraining(settings.correction(), context)
                    .learn(labelled, replay, classifier, seeds.nextLong());
            HeldOut heldOut = judge(classifier, correction, embed(encoder, data.heldOut()), classes);
            return new TrainedVersion(
                    encoderFile,
                    classifier,
                    correction,
                    replay,
                    heldOut,
                    reference(labelled.rows(), heldOut, classes, seeds.nextLong()),
                    Judgement.of(heldOut.opinions(), heldOut.embeddings().labels())
                            .figures(),
                    Recipe.describe(settings),
                    context.since(start));
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

    private static DriftReference reference(FloatMatrix others, HeldOut heldOut, int classes, long seed) {
        Opinions.Scores original = heldOut.opinions().original();
        int[] predicted = original.predicted();
        boolean[] right = new boolean[predicted.length];
        for (int i = 0; i < right.length; i++) {
            right[i] = predicted[i] == heldOut.embeddings().labels()[i];
        }
        return DriftReference.fit(
                        DriftScores.fit(others, seed),
                        heldOut.embeddings().rows(),
                        predicted,
                        original.margins(),
                        classes,
                        seed)
                .with(CalibratedAccuracy.fit(original.confidences(), right));
    }
}
