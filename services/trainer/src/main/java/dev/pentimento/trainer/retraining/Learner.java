package dev.pentimento.trainer.retraining;

import dev.pentimento.events.TrainingEpoch;
import dev.pentimento.statistics.FloatMatrix;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Learns from labelled embeddings what may answer better than a version does. */
public interface Learner {

    /**
     * Learns a correction in front of the classifier, which stays as it is; takes its time.
     *
     * @param cancelled asked often; once true, it ends with an exception soon
     * @throws RuntimeException if it was cancelled, or the data do not fit each other
     */
    Learned correction(Lesson lesson, BooleanSupplier cancelled);

    /**
     * Lets the classifier itself learn on, as the other way to use the same labels; takes its time.
     *
     * @param cancelled asked often; once true, it ends with an exception soon
     * @throws RuntimeException if it was cancelled, the data do not fit each other, or the classifier cannot learn
     */
    Learned classifier(Lesson lesson, BooleanSupplier cancelled);

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
     * @param reference file of the drift reference; none: the version came without
     * @param drifted whether the embeddings have moved away from those of the training
     */
    @SuppressWarnings("ArrayRecordComponent") // Read only, never compared.
    record Lesson(
            FloatMatrix embeddings,
            int[] labels,
            byte[] replay,
            byte[] classifier,
            String classifierFormat,
            byte @Nullable [] reference,
            boolean drifted,
            long seed) {}

    /**
     * What came of it.
     *
     * @param files what it consists of
     * @param accepted whether labels that it did not learn from say that it helps
     * @param figures on those labels
     * @param recipe its settings by name
     * @param report its losses as it went on
     */
    @SuppressWarnings("ArrayRecordComponent") // Read only, never compared.
    record Learned(
            Files files,
            boolean accepted,
            Map<String, Double> figures,
            Map<String, String> recipe,
            List<TrainingEpoch> report) {}

    /** What a version gets that its parent has not, each a safetensors file. */
    sealed interface Files {
        /** In words. */
        String name();

        List<byte[]> all();
    }

    /** @param file in front of the parent's classifier */
    @SuppressWarnings("ArrayRecordComponent") // Read only, never compared.
    record NewCorrection(byte[] file) implements Files {
        @Override
        public String name() {
            return "correction";
        }

        @Override
        public List<byte[]> all() {
            return List.of(file);
        }
    }

    /**
     * In the place of the parent's classifier and of its correction.
     *
     * @param reference of its drift
     */
    @SuppressWarnings("ArrayRecordComponent") // Read only, never compared.
    record NewClassifier(byte[] file, byte[] reference) implements Files {
        @Override
        public String name() {
            return "classifier";
        }

        @Override
        public List<byte[]> all() {
            return List.of(file, reference);
        }
    }
}
