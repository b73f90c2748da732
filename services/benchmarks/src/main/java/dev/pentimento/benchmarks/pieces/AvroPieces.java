package dev.pentimento.benchmarks.pieces;

import dev.pentimento.evaluation.opinions.JudgedImage;
import dev.pentimento.evaluation.opinions.OpinionEvents;
import dev.pentimento.events.EmbeddingBatch;
import dev.pentimento.events.Image;
import dev.pentimento.events.Prediction;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
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

/**
 * The records of an image, to bytes and back, as Avro's generated classes do it. The wire format of the topics has another
 * header, of five bytes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls prepare() first
public class AvroPieces {
    /** Two coordinates, whatever they are. */
    private static final List<Float> PLACE = List.of(0.5f, -0.5f);

    private Image image;
    private ByteBuffer imageBytes;
    private EmbeddingBatch batch;
    private ByteBuffer batchBytes;
    private Prediction prediction;
    private ByteBuffer predictionBytes;

    @Setup
    public void prepare() throws IOException {
        JudgedBatch judged = JudgedBatch.make();
        image = Image.newBuilder()
                .setId("bench-0")
                .setContent(ByteBuffer.wrap(judged.workload().contents().get(0)))
                .setContentType(judged.workload().contentType())
                .setSource("bench")
                .build();
        imageBytes = image.toByteBuffer();
        batch = judged.record();
        batchBytes = batch.toByteBuffer();
        prediction = prediction(judged.images().get(0));
        predictionBytes = prediction.toByteBuffer();
        judged.model().close();
    }

    private static Prediction prediction(JudgedImage judged) {
        return Prediction.newBuilder()
                .setImageId(judged.id())
                .setModelVersion(judged.lineUp().champion())
                .setEncoderId(judged.lineUp().encoderId())
                .setOriginal(
                        OpinionEvents.opinion(judged.lineUp(), judged.opinions().original()))
                .setCorrected(
                        OpinionEvents.opinion(judged.lineUp(), judged.opinions().corrected()))
                .setCandidates(OpinionEvents.candidates(judged.lineUp(), judged.opinions()))
                .setSource(judged.source())
                .setImage(judged.image())
                .setEmbedding(judged.embedding())
                .setImageTimestamp(Instant.ofEpochMilli(judged.timestampMillis()))
                .setEmbeddedAt(Instant.EPOCH)
                .setPredictedAt(Instant.EPOCH)
                .setDisplacement(1)
                .setMapOriginal(PLACE)
                .setMapCorrected(PLACE)
                .build();
    }

    @Benchmark
    public ByteBuffer encodeImage() throws IOException {
        return image.toByteBuffer();
    }

    @Benchmark
    public Image decodeImage() throws IOException {
        return Image.fromByteBuffer(imageBytes.duplicate());
    }

    @Benchmark
    @OperationsPerInvocation(JudgedBatch.SIZE)
    public ByteBuffer encodeEmbeddings() throws IOException {
        return batch.toByteBuffer();
    }

    @Benchmark
    @OperationsPerInvocation(JudgedBatch.SIZE)
    public EmbeddingBatch decodeEmbeddings() throws IOException {
        return EmbeddingBatch.fromByteBuffer(batchBytes.duplicate());
    }

    @Benchmark
    public ByteBuffer encodePrediction() throws IOException {
        return prediction.toByteBuffer();
    }

    @Benchmark
    public Prediction decodePrediction() throws IOException {
        return Prediction.fromByteBuffer(predictionBytes.duplicate());
    }
}
