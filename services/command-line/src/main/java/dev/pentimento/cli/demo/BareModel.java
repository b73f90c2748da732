package dev.pentimento.cli.demo;

import dev.pentimento.learning.image.ImageDecoder;
import dev.pentimento.learning.image.file.UndecodableImageException;
import dev.pentimento.learning.inference.Encoder;
import dev.pentimento.serving.judges.Judge;
import dev.pentimento.tensors.FloatMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Does the same work without Kafka: it decodes, encodes and judges in large batches on all cores, for comparison with
 * the stream.
 */
final class BareModel {
    private static final int BATCH = 256;
    private static final int IMAGES = 4096;

    private final Encoder encoder;
    private final Judge judge;
    private final ImageDecoder decoder;

    BareModel(Encoder encoder, Judge judge) {
        this.encoder = encoder;
        this.judge = judge;
        this.decoder = new ImageDecoder(encoder.input());
    }

    /** Images per second over a few thousand images, after a warm-up round. */
    double imagesPerSecond(DriftingImages stream) {
        List<byte[]> contents = new ArrayList<>();
        for (int i = 0; i < IMAGES; i++) {
            contents.add(stream.image(i).png());
        }
        judgeAll(contents);
        long begin = System.nanoTime();
        judgeAll(contents);
        return IMAGES * 1e9 / (System.nanoTime() - begin);
    }

    private void judgeAll(List<byte[]> contents) {
        IntStream.range(0, contents.size() / BATCH)
                .parallel()
                .forEach(batch -> judge(contents.subList(batch * BATCH, (batch + 1) * BATCH)));
    }

    private void judge(List<byte[]> contents) {
        int columns = decoder.shape().size();
        float[] pixels = new float[contents.size() * columns];
        for (int i = 0; i < contents.size(); i++) {
            try {
                decoder.decode(contents.get(i), pixels, i * columns);
            } catch (UndecodableImageException e) {
                throw new IllegalStateException("image " + i + " of the demo's own data set", e);
            }
        }
        judge.judge(encoder.embed(new FloatMatrix(contents.size(), columns, pixels)));
    }
}
