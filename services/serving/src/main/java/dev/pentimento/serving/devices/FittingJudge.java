package dev.pentimento.serving.devices;

import dev.pentimento.serving.judges.Judge;
import dev.pentimento.tensors.FloatMatrix;
import java.util.List;
import java.util.function.Function;

/** A version's networks on one device, in passes that fit into its memory. */
record FittingJudge(Judge judge, FittingPasses passes) implements Judge {
    @Override
    public int dimensions() {
        return judge.dimensions();
    }

    @Override
    public Answers judge(FloatMatrix embeddings) {
        return embeddings.rows() == 0
                ? judge.judge(embeddings)
                : joined(passes.run(embeddings, judge::judge), embeddings);
    }

    private static Answers joined(List<Answers> parts, FloatMatrix embeddings) {
        Answers first = parts.get(0);
        if (parts.size() == 1) {
            return first;
        }
        FloatMatrix logits = joined(parts, Answers::originalLogits);
        FloatMatrix original = joined(parts, Answers::original);
        return first.corrected() == first.original()
                ? new Answers(logits, original, embeddings, original)
                : new Answers(
                        logits,
                        original,
                        joined(parts, Answers::correctedEmbeddings),
                        joined(parts, Answers::corrected));
    }

    private static FloatMatrix joined(List<Answers> parts, Function<Answers, FloatMatrix> of) {
        return Rows.joined(parts.stream().map(of).toList());
    }

    @Override
    public void close() {
        judge.close();
    }
}
