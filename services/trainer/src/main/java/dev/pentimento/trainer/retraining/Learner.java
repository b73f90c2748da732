package dev.pentimento.trainer.retraining;

import dev.pentimento.events.TrainingEpoch;
import dev.pentimento.tensors.FloatMatrix;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Trains networks on labelled embeddings; they may answer better than the champion. */
public interface Learner {

    /**
     * Trains a correction in front of the unchanged classifier. Long-running.
     *
     * @param cancelled checked often; once true, the training soon ends with an exception
     * @throws RuntimeException if it was cancelled, or the data are inconsistent
     */
    Learned correction(Lesson lesson, BooleanSupplier cancelled);

    /**
     * Fine-tunes the classifier, as another way to use the same labels. Long-running.
     *
     * @param cancelled checked often; once true, the training soon ends with an exception
     * @throws RuntimeException if it was cancelled, the data are inconsistent, or the classifier cannot learn
     */
    Learned classifier(Lesson lesson, BooleanSupplier cancelled);

    /** @return the training device, as recorded in a version */
    String device();

    /**
     * The input of a training.
     *
     * @param embeddings n×d, not used for training before
     * @param labels n class numbers
     * @param replay file of the replay set
     * @param classifier file of the classifier
     * @param classifierFormat {@code safetensors} or {@code torchscript}
     * @param reference file of the drift reference; none if the version has none
     * @param drifted whether the embeddings have moved away from the training data
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
     * The result of a training.
     *
     * @param files the trained networks
     * @param accepted whether it helps on labels that were not used for training
     * @param figures figures on those labels
     * @param recipe settings by name
     * @param report losses by epoch
     */
    @SuppressWarnings("ArrayRecordComponent") // Read only, never compared.
    record Learned(
            Files files,
            boolean accepted,
            Map<String, Double> figures,
            Map<String, String> recipe,
            List<TrainingEpoch> report) {}

    /** The new files of a version, each in the safetensors format. */
    sealed interface Files {
        /** Name for messages. */
        String name();

        List<byte[]> all();
    }

    /** A correction in front of the parent's classifier. */
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
     * A classifier that replaces the parent's classifier and correction.
     *
     * @param reference its drift reference
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
