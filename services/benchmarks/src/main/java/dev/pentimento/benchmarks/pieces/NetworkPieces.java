package dev.pentimento.benchmarks.pieces;

import dev.pentimento.benchmarks.workload.JpegWorkload;
import dev.pentimento.benchmarks.workload.Workload.LabelledImage;
import dev.pentimento.learning.image.ImageDecoder;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.image.file.UndecodableImageException;
import dev.pentimento.serving.judges.Judge;
import dev.pentimento.tensors.FloatMatrix;
import java.util.List;
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
    private List<byte[]> png;
    private List<byte[]> jpeg;
    private int next;
    private ImageDecoder small;

    @Setup
    public void prepare() {
        batch = JudgedBatch.make();
        png = batch.workload().contents().subList(0, JudgedBatch.SIZE);
        small = new ImageDecoder(batch.model().encoder().input());
        jpeg = JpegWorkload.images(JudgedBatch.seed()).stream()
                .map(LabelledImage::content)
                .limit(JudgedBatch.SIZE)
                .toList();
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

    /** Another image each time: how long it takes depends on the image. */
    private float[] decoded(ImageDecoder decoder, List<byte[]> files) throws UndecodableImageException {
        byte[] file = files.get(next++ % files.size());
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
