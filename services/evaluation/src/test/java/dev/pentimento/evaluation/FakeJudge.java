package dev.pentimento.evaluation;

import dev.pentimento.evaluation.models.Judge;
import dev.pentimento.statistics.FloatMatrix;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes embeddings for logits; its correction exchanges the first two of them, or does nothing. */
final class FakeJudge implements Judge {
    final AtomicInteger closed = new AtomicInteger();
    private final int dimensions;
    private final boolean corrects;

    FakeJudge(int dimensions, boolean corrects) {
        this.dimensions = dimensions;
        this.corrects = corrects;
    }

    @Override
    public int dimensions() {
        return dimensions;
    }

    @Override
    public Answers judge(FloatMatrix embeddings) {
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
