package dev.pentimento.cli.demo;

import dev.pentimento.learning.image.ImageDecoder;
import dev.pentimento.learning.image.UndecodableImageException;
import dev.pentimento.learning.inference.Encoder;
import dev.pentimento.learning.inference.Heads;
import dev.pentimento.statistics.FloatMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The same work without Kafka: decode, encode, judge, in large batches on all cores. What the stream is measured by. */
final class BareModel {
    private static final int BATCH = 256;
    private static final int SHOTS = 4096;

    private final Encoder encoder;
    private final Heads heads;
    private final ImageDecoder decoder;

    BareModel(Encoder encoder, Heads heads) {
        this.encoder = encoder;
        this.heads = heads;
        this.decoder = new ImageDecoder(encoder.input());
    }

    /** Images per second over a few thousand images, after one round to warm up. */
    double imagesPerSecond(Scene scene) {
        List<byte[]> contents = new ArrayList<>();
        for (int i = 0; i < SHOTS; i++) {
            contents.add(scene.shot(i).png());
        }
        judgeAll(contents);
        long begin = System.nanoTime();
        judgeAll(contents);
        return SHOTS * 1e9 / (System.nanoTime() - begin);
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
        heads.judge(encoder.embed(new FloatMatrix(contents.size(), columns, pixels)));
    }
}
