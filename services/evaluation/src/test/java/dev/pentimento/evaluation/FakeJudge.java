package dev.pentimento.evaluation;

import dev.pentimento.serving.judges.Judge;
import dev.pentimento.tensors.FloatMatrix;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Takes embeddings for logits; its correction exchanges the first two of them, or does nothing. */
public final class FakeJudge implements Judge {
    public final AtomicInteger closed = new AtomicInteger();
    /** Is thrown by every pass, if there is one. */
    public @Nullable RuntimeException failure;

    private final int dimensions;
    private final boolean corrects;

    public FakeJudge(int dimensions, boolean corrects) {
        this.dimensions = dimensions;
        this.corrects = corrects;
    }

    @Override
    public int dimensions() {
        return dimensions;
    }

    @Override
    public Answers judge(FloatMatrix embeddings) {
        if (failure != null) {
            throw failure;
        }
        if (closed.get() > 0) {
            throw new IllegalStateException("closed");
        }
        for (float value : embeddings.values()) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException("not a finite number");
            }
        }
        FloatMatrix original = softmax(embeddings);
        if (!corrects) {
            return new Answers(embeddings, original, embeddings, original);
        }
        float[] exchanged = embeddings.values().clone();
        for (int row = 0; row < embeddings.rows(); row++) {
            exchanged[row * dimensions] = embeddings.at(row, 1);
            exchanged[row * dimensions + 1] = embeddings.at(row, 0);
        }
        FloatMatrix corrected = new FloatMatrix(embeddings.rows(), dimensions, exchanged);
        return new Answers(embeddings, original, corrected, softmax(corrected));
    }

    private FloatMatrix softmax(FloatMatrix logits) {
        float[] values = new float[logits.values().length];
        for (int row = 0; row < logits.rows(); row++) {
            double sum = 0;
            for (int i = 0; i < dimensions; i++) {
                sum += Math.exp(logits.at(row, i));
            }
            for (int i = 0; i < dimensions; i++) {
                values[row * dimensions + i] = (float) (Math.exp(logits.at(row, i)) / sum);
            }
        }
        return new FloatMatrix(logits.rows(), dimensions, values);
    }

    @Override
    public void close() {
        closed.incrementAndGet();
    }
}
