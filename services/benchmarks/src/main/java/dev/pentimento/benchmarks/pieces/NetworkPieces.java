package dev.pentimento.benchmarks.pieces;

import dev.pentimento.benchmarks.workload.JpegWorkload;
import dev.pentimento.learning.image.ImageDecoder;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.image.file.UndecodableImageException;
import dev.pentimento.serving.judges.Judge;
import dev.pentimento.tensors.FloatMatrix;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** From the bytes of an image to the answers of the networks. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls prepare() first
public class NetworkPieces {
    private static final ImageShape LARGE = ImageShape.plain(3, 224, 224);

    private final ImageDecoder large = new ImageDecoder(LARGE);
    private JudgedBatch batch;
    private byte[] png;
    private byte[] jpeg;
    private ImageDecoder small;

    @Setup
    public void prepare() {
        batch = JudgedBatch.make();
        png = batch.workload().contents().get(0);
        small = new ImageDecoder(batch.model().encoder().input());
        jpeg = JpegWorkload.images(JudgedBatch.SEED).get(0).content();
    }

    @TearDown
    public void close() {
        batch.model().close();
    }

    @Benchmark
    public float[] decodePng28() throws UndecodableImageException {
        return decoded(small, png);
    }

    @Benchmark
    public float[] decodeJpeg224() throws UndecodableImageException {
        return decoded(large, jpeg);
    }

    private static float[] decoded(ImageDecoder decoder, byte[] file) throws UndecodableImageException {
        float[] pixels = new float[decoder.shape().size()];
        decoder.decode(file, pixels, 0);
        return pixels;
    }

    @Benchmark
    @OperationsPerInvocation(JudgedBatch.SIZE)
    public FloatMatrix encoder() {
        return batch.model().encoder().embed(batch.pixels());
    }

    @Benchmark
    @OperationsPerInvocation(JudgedBatch.SIZE)
    public Judge.Answers heads() {
        return batch.model().heads().judge().judge(batch.embeddings());
    }
}
