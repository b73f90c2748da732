package dev.pentimento.learning.thesis;

import dev.pentimento.learning.contrastive.SiameseTraining.EpochLosses;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.inference.Classifier;
import dev.pentimento.learning.inference.Correction;
import dev.pentimento.learning.inference.Networks;
import dev.pentimento.tensors.FloatMatrix;
import java.time.Duration;
import java.util.List;

/**
 * A correction trained as in the thesis, and the map that undoes it.
 *
 * @param undo from corrected back to original embeddings
 * @param history losses of every epoch
 */
public record ThesisCorrected(
        ThesisLoss loss, NetworkFile correction, AffineUndo undo, List<EpochLosses> history, Duration took) {

    public ThesisCorrected {
        history = List.copyOf(history);
    }

    /**
     * One classifier's outputs for the same points, in three versions.
     *
     * @param original n×classes logits
     * @param corrected n×classes logits, behind the correction
     * @param undone n×classes logits, behind the correction and its affine undo
     * @param correctedEmbeddings n×d
     * @param undoneEmbeddings n×d
     */
    public record Judged(
            FloatMatrix original,
            FloatMatrix corrected,
            FloatMatrix undone,
            FloatMatrix correctedEmbeddings,
            FloatMatrix undoneEmbeddings) {}

    /** @param embeddings n×d, not learned from */
    public Judged judge(FloatMatrix embeddings, NetworkFile classifier, int classes, ComputeDevice device) {
        int dimensions = embeddings.columns();
        try (Classifier judge = Networks.loadClassifier(classifier, dimensions, classes, device);
                Correction network = Networks.loadCorrection(correction, dimensions, device)) {
            FloatMatrix corrected = network.correct(embeddings);
            FloatMatrix undone = undo.apply(corrected);
            return new Judged(
                    judge.logits(embeddings), judge.logits(corrected), judge.logits(undone), corrected, undone);
        }
    }
}
