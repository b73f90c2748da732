package dev.pentimento.learning.experiment.group;

import dev.pentimento.learning.experiment.result.ArmResult;
import dev.pentimento.learning.experiment.result.EmbeddingMap;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.inference.Classifier;
import dev.pentimento.learning.inference.Correction;
import dev.pentimento.learning.inference.Networks;
import dev.pentimento.learning.inference.Softmax;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.learning.training.TrainingContext;
import dev.pentimento.statistics.comparison.McNemar;
import dev.pentimento.statistics.quality.QualityCounts;
import dev.pentimento.statistics.quality.QualityFigures;
import dev.pentimento.tensors.FloatMatrix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The arms of one group and seed, all compared with the original on the same test images. */
final class ArmJudge {
    private final String group;
    private final long seed;
    private final int classes;
    private final TrainingContext context;
    private final LabelledRows test;
    private final int[] original;
    private final List<ArmResult> runs = new ArrayList<>();

    /** @param classifier the frozen classifier; its predictions for {@code test} are those of the original arm */
    ArmJudge(String group, long seed, int classes, LabelledRows test, NetworkFile classifier, TrainingContext context) {
        this.group = group;
        this.seed = seed;
        this.classes = classes;
        this.test = test;
        this.context = context;
        FloatMatrix logits = logits(classifier, test.rows());
        this.original = logits.argMax();
        add(ArmResult.ORIGINAL, logits, Map.of(), Map.of(), List.of());
    }

    FloatMatrix logits(NetworkFile classifier, FloatMatrix embeddings) {
        try (Classifier loaded = Networks.loadClassifier(classifier, embeddings.columns(), classes, context.device())) {
            return loaded.logits(embeddings);
        }
    }

    FloatMatrix corrected(NetworkFile correction, FloatMatrix embeddings) {
        try (Correction loaded = Networks.loadCorrection(correction, embeddings.columns(), context.device())) {
            return loaded.correct(embeddings);
        }
    }

    FloatMatrix test() {
        return test.rows();
    }

    /** Records the frozen classifier's balanced accuracy on images without drift. */
    void originalOnClean(FloatMatrix logits, int[] labels) {
        runs.set(0, runs.get(0).with(ArmResult.ON_CLEAN, balancedAccuracy(logits, labels)));
    }

    RunGroup.Made withoutMaps() {
        return new RunGroup.Made(runs, List.of());
    }

    /** Creates maps before and after this correction, for the first seed only. */
    RunGroup.Made made(NetworkFile correction) {
        List<EmbeddingMap> maps =
                seed == 1 ? EmbeddingMap.of(group, test, corrected(correction, test.rows())) : List.of();
        return new RunGroup.Made(runs, maps);
    }

    /** @param logits n×classes, for the test images */
    void add(
            String arm,
            FloatMatrix logits,
            Map<String, Double> more,
            Map<String, String> notes,
            List<ArmResult.Loss> losses) {
        QualityFigures quality = quality(logits, test.labels());
        int[] predicted = logits.argMax();
        int helped = 0;
        int hurt = 0;
        for (int i = 0; i < predicted.length; i++) {
            boolean before = original[i] == test.labels()[i];
            boolean after = predicted[i] == test.labels()[i];
            helped += after && !before ? 1 : 0;
            hurt += before && !after ? 1 : 0;
        }
        Map<String, Double> figures = new LinkedHashMap<>(more);
        figures.put("accuracy", Objects.requireNonNull(quality.accuracy()));
        figures.put("balanced_accuracy", Objects.requireNonNull(quality.balancedAccuracy()));
        figures.put("macro_f1", Objects.requireNonNull(quality.macroF1()));
        figures.put("helped", (double) helped);
        figures.put("hurt", (double) hurt);
        figures.put("p", McNemar.exactP(helped, hurt));
        runs.add(new ArmResult(group, arm, seed, figures, notes, quality.confusion(), losses));
    }

    double balancedAccuracy(FloatMatrix logits, int[] labels) {
        return Objects.requireNonNull(quality(logits, labels).balancedAccuracy());
    }

    private QualityFigures quality(FloatMatrix logits, int[] labels) {
        QualityCounts counts = new QualityCounts(classes);
        FloatMatrix probabilities = Softmax.of(logits);
        int[] predicted = logits.argMax();
        for (int i = 0; i < labels.length; i++) {
            counts.add(labels[i], predicted[i], probabilities, i);
        }
        return counts.figures();
    }
}
