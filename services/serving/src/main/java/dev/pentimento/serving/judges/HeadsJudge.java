package dev.pentimento.serving.judges;

import dev.pentimento.learning.inference.HeadOutputs;
import dev.pentimento.learning.inference.Heads;
import dev.pentimento.tensors.FloatMatrix;

/** A version's networks on the device onto which they were loaded. */
public record HeadsJudge(Heads heads) implements Judge {
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
