package dev.pentimento.evaluation.models;

import dev.pentimento.learning.inference.Heads;
import dev.pentimento.learning.inference.Opinions;
import dev.pentimento.statistics.FloatMatrix;

/** A version's networks, on the device that they were loaded to. */
record HeadsJudge(Heads heads) implements Judge {
    private static final int WARM_UP_ROWS = 256;

    /**
     * Judges zeros, a single row and many, so that the first batch finds everything prepared.
     *
     * @throws RuntimeException if the networks give no finite numbers, or not as many as the version has classes
     */
    void warmUp() {
        for (int rows : new int[] {1, WARM_UP_ROWS}) {
            judge(new FloatMatrix(rows, dimensions(), new float[rows * dimensions()]));
        }
    }

    @Override
    public int dimensions() {
        return heads.dimensions();
    }

    @Override
    public Answers judge(FloatMatrix embeddings) {
        Opinions opinions = heads.judge(embeddings);
        FloatMatrix original = opinions.original().probabilities();
        return heads.corrects()
                ? new Answers(
                        opinions.original().logits(),
                        original,
                        opinions.correctedEmbeddings(),
                        opinions.corrected().probabilities())
                : new Answers(opinions.original().logits(), original, embeddings, original);
    }

    @Override
    public void close() {
        heads.close();
    }
}
