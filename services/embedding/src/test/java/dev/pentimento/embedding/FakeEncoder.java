package dev.pentimento.embedding;

import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.inference.Encoder;
import dev.pentimento.tensors.FloatMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Sum and first pixel of an image of 2x2. */
public final class FakeEncoder implements Encoder {
    final List<Integer> passes = new ArrayList<>();
    int closed;
    Runnable afterPass = () -> {};
    /** May throw, as a network does. */
    Consumer<FloatMatrix> beforePass = images -> {};

    @Override
    public ImageShape input() {
        return ImageShape.plain(1, 2, 2);
    }

    @Override
    public int dimensions() {
        return 2;
    }

    @Override
    public FloatMatrix embed(FloatMatrix images) {
        passes.add(images.rows());
        beforePass.accept(images);
        float[] values = new float[images.rows() * 2];
        for (int row = 0; row < images.rows(); row++) {
            for (float pixel : images.row(row)) {
                values[2 * row] += pixel;
            }
            values[2 * row + 1] = images.at(row, 0);
        }
        afterPass.run();
        return new FloatMatrix(images.rows(), 2, values);
    }

    @Override
    public void close() {
        closed++;
    }
}
