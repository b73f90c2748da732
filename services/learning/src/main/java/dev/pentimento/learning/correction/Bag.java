package dev.pentimento.learning.correction;

import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.tensors.FloatMatrix;
import dev.pentimento.tensors.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Residuals trained on different parts of the labels, each evaluated on the part that it was not trained on. */
final class Bag {
    private final Folds folds;
    private final LabelledRows aligned;
    private final ResidualTraining training;
    private final SplittableRandom random;
    private final AveragedTraining.CheckListener monitor;
    private final List<Map<String, Tensor>> members = new ArrayList<>();
    private final List<FloatMatrix> logits = new ArrayList<>();

    Bag(
            Folds folds,
            LabelledRows aligned,
            ResidualTraining training,
            SplittableRandom random,
            AveragedTraining.CheckListener monitor) {
        this.folds = folds;
        this.aligned = aligned;
        this.training = training;
        this.random = random;
        this.monitor = monitor;
    }

    /** Trains members until there are this many. */
    void learn(int wanted) {
        for (int fold = members.size(); fold < wanted; fold++) {
            ResidualTraining.Learned learned = training.learn(
                    aligned.select(folds.training(fold)),
                    aligned.select(folds.validation(fold)),
                    random.nextLong(),
                    monitor);
            members.add(learned.tensors());
            logits.add(learned.validationLogits());
        }
    }

    List<Map<String, Tensor>> members() {
        return List.copyOf(members);
    }

    /**
     * The judgement on the rows that the first members were not trained on; each row is evaluated by the member that
     * has not seen it.
     */
    Judgement judgement(int ofMembers, LabelledRows labelled, FloatMatrix original, int classes) {
        int[] rows = IntStream.range(0, ofMembers)
                .flatMap(fold -> IntStream.of(folds.validation(fold)))
                .toArray();
        float[] corrected = new float[rows.length * classes];
        int offset = 0;
        for (FloatMatrix part : logits.subList(0, ofMembers)) {
            System.arraycopy(part.values(), 0, corrected, offset, part.values().length);
            offset += part.values().length;
        }
        return new Judgement(
                original.select(rows),
                new FloatMatrix(rows.length, classes, corrected),
                labelled.select(rows).labels(),
                classes);
    }
}
