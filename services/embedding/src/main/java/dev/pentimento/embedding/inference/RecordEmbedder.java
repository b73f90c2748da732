package dev.pentimento.embedding.inference;

import dev.pentimento.embedding.decoding.BatchDecoder;
import dev.pentimento.embedding.decoding.ImageBatch;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.platform.tracing.BatchSpans;
import dev.pentimento.serving.encoders.LoadedEncoder;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Turns records of {@code images} into embeddings. Between batches, it remembers only how long the last one took. */
public final class RecordEmbedder implements AutoCloseable {
    private final BatchDecoder decoder;
    private final Timer decoding;
    private final BatchEmbedder embedder;
    private final BatchSize size;

    /**
     * @param decoder is closed with this
     * @param decoding measures the decoding of one batch
     * @param inference measures one pass of one encoder
     * @param maxBytes of pixels in one batch
     */
    public RecordEmbedder(BatchDecoder decoder, Timer decoding, Timer inference, long maxBytes) {
        this.decoder = decoder;
        this.decoding = decoding;
        embedder = new BatchEmbedder(inference);
        size = new BatchSize(maxBytes);
    }

    /** The number of images that the next batch should contain. */
    public int nextSize(List<LoadedEncoder> encoders) {
        return size.images(encoders);
    }

    /**
     * Embeds these records at once; if decoding takes too long, only the first ones, at least one.
     *
     * @param encoders the champion's first
     * @throws org.apache.kafka.common.errors.RetriableException if the registry does not answer; no record is skipped
     */
    public EmbeddedImages embed(List<ConsumerRecord<byte[], byte[]>> records, List<LoadedEncoder> encoders) {
        return embed(records, encoders, BatchSpans.none());
    }

    /** The same, under spans of these records. */
    public EmbeddedImages embed(
            List<ConsumerRecord<byte[], byte[]>> records, List<LoadedEncoder> encoders, BatchSpans<?> spans) {
        Set<ImageShape> shapes = new LinkedHashSet<>();
        encoders.forEach(encoder -> shapes.add(encoder.input()));
        ImageBatch batch = Objects.requireNonNull(
                decoding.record(() -> spans.step("decode", () -> decoder.decode(records, shapes))));
        long begin = System.nanoTime();
        EmbeddedImages embedded = spans.step("embed", () -> embedder.embed(batch, encoders));
        size.took(encoders, batch.images().size(), Duration.ofNanos(System.nanoTime() - begin));
        return embedded;
    }

    @Override
    public void close() {
        decoder.close();
    }
}
