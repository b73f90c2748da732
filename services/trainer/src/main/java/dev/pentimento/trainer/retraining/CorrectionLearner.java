package dev.pentimento.trainer.retraining;

import dev.pentimento.events.TrainingEpoch;
import dev.pentimento.statistics.FloatMatrix;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Learns a correction in front of a frozen classifier. */
public interface CorrectionLearner {

    /**
     * Learns; takes its time.
     *
     * @param cancelled asked often; once true, it ends with an exception soon
     * @throws RuntimeException if it was cancelled, or the data do not fit each other
     */
    Learned learn(Lesson lesson, BooleanSupplier cancelled);

    /** @return the device that it learns on, as a version names it */
    String device();

    /**
     * What it learns from.
     *
     * @param embeddings n×d, nothing was learned from them yet
     * @param labels n class numbers
     * @param replay file of the replay set
     * @param classifier file of the classifier
     * @param classifierFormat {@code safetensors} or {@code torchscript}
     * @param drifted whether the embeddings have moved away from those of the training
     */
    @SuppressWarnings("ArrayRecordComponent") // Read only, never compared.
    record Lesson(
            FloatMatrix embeddings,
            int[] labels,
            byte[] replay,
            byte[] classifier,
            String classifierFormat,
            boolean drifted,
            long seed) {}

    /**
     * What came of it.
     *
     * @param file the correction as a safetensors file
     * @param accepted whether labels that it did not learn from say that it helps
     * @param figures on those labels
     * @param recipe its settings by name
     * @param report its losses as it went on
     */
    @SuppressWarnings("ArrayRecordComponent") // Read only, never compared.
    record Learned(
            byte[] file,
            boolean accepted,
            Map<String, Double> figures,
            Map<String, String> recipe,
            List<TrainingEpoch> report) {}
}
