package dev.pentimento.serving.judges;

import dev.pentimento.learning.inference.HeadOutputs;
import dev.pentimento.learning.inference.Heads;
import dev.pentimento.tensors.FloatMatrix;
import java.util.Random;

/** A version's networks on the device that they were loaded to. */
public record HeadsJudge(Heads heads) implements Judge {
    private static final int WARM_UP_ROWS = 256;

    /**
     * Judges noise, one row and many. The engine prepares itself for the first batch, and a network that gives no numbers
     * is found before it serves.
     *
     * @throws RuntimeException if the networks give no finite numbers, or not as many as the version has classes
     */
    public void warmUp() {
        Random random = new Random(1);
        for (int rows : new int[] {1, WARM_UP_ROWS}) {
            float[] noise = new float[rows * dimensions()];
            for (int i = 0; i < noise.length; i++) {
                noise[i] = (float) random.nextGaussian();
            }
            judge(new FloatMatrix(rows, dimensions(), noise));
        }
    }

    @Override
    public int dimensions() {
        return heads.dimensions();
    }

    @Override
    public Answers judge(FloatMatrix embeddings) {
        HeadOutputs opinions = heads.judge(embeddings);
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
