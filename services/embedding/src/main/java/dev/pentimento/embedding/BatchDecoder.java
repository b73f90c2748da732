package dev.pentimento.embedding;

import dev.pentimento.events.DeadLetterReason;
import dev.pentimento.events.Image;
import dev.pentimento.learning.image.ImageDecoder;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.image.UndecodableImageException;
import dev.pentimento.platform.kafka.Events;
import dev.pentimento.platform.kafka.UnusableRecordException;
import dev.pentimento.statistics.FloatMatrix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Records of {@code images} to pixels, on several threads. */
final class BatchDecoder {
    private final Events events;
    private final ParallelRows threads;
    private final ParallelRows fetchers;
    private final ContentFetcher fetcher;
    private final EmbeddingMetrics metrics;

    /** @param fetchers threads that wait for what is given by address */
    BatchDecoder(
            Events events,
            ParallelRows threads,
            ParallelRows fetchers,
            ContentFetcher fetcher,
            EmbeddingMetrics metrics) {
        this.events = events;
        this.threads = threads;
        this.fetchers = fetchers;
        this.fetcher = fetcher;
        this.metrics = metrics;
    }

    /** @throws org.apache.kafka.common.errors.RetriableException if the registry cannot be asked: nothing is skipped */
    ImageBatch decode(List<ConsumerRecord<byte[], byte[]>> records, Set<ImageShape> shapes) {
        List<Target> targets = new ArrayList<>();
        shapes.forEach(shape -> targets.add(
                new Target(new ImageDecoder(shape), new float[Math.multiplyExact(records.size(), shape.size())])));
        @Nullable Object[] outcomes = new Object[records.size()];
        threads.forEach(records.size(), row -> outcomes[row] = decode(records.get(row), row, targets));
        int[] elsewhere = IntStream.range(0, outcomes.length)
                .filter(row -> outcomes[row] instanceof Elsewhere)
                .toArray();
        fetchers.forEach(elsewhere.length, i -> outcomes[elsewhere[i]] = fetch(outcomes, elsewhere[i], targets));
        return collect(outcomes, targets);
    }

    /** One row of pixels for each record. */
    private record Target(ImageDecoder decoder, float[] pixels) {
        void decode(byte[] content, int row) throws UndecodableImageException {
            decoder.decode(content, pixels, row * decoder.shape().size());
        }
    }

    /** An image that is given by address. */
    private record Elsewhere(ConsumerRecord<byte[], byte[]> record, Image image) {}

    /** A {@link DecodedImage} whose pixels are in place, {@link Elsewhere}, or else a {@link Rejected}. */
    private Object decode(ConsumerRecord<byte[], byte[]> record, int row, List<Target> targets) {
        try {
            Image image = ImageContents.read(events, record);
            metrics.key(record.key(), image.getId());
            return ImageContents.hasContent(image)
                    ? decode(record, image, ImageContents.bytes(image), row, targets)
                    : new Elsewhere(record, image);
        } catch (UnusableRecordException e) {
            return new Rejected(record, e.reason(), String.valueOf(e.getMessage()));
        }
    }

    private Object fetch(@Nullable Object[] outcomes, int row, List<Target> targets) {
        if (!(outcomes[row] instanceof Elsewhere elsewhere)) {
            throw new IllegalArgumentException("row " + row + " is not elsewhere");
        }
        try {
            long began = System.nanoTime();
            byte[] content = fetcher.fetch(elsewhere.image().getUri());
            metrics.fetching.record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
            return decode(elsewhere.record(), elsewhere.image(), content, row, targets);
        } catch (UnusableRecordException e) {
            return new Rejected(elsewhere.record(), e.reason(), String.valueOf(e.getMessage()));
        }
    }

    private static Object decode(
            ConsumerRecord<byte[], byte[]> record, Image image, byte[] content, int row, List<Target> targets) {
        try {
            for (Target target : targets) {
                target.decode(content, row);
            }
            return DecodedImage.of(record, image);
        } catch (UndecodableImageException e) {
            return new Rejected(record, DeadLetterReason.UNDECODABLE_IMAGE, String.valueOf(e.getMessage()));
        }
    }

    private static ImageBatch collect(@Nullable Object[] outcomes, List<Target> targets) {
        List<DecodedImage> images = new ArrayList<>();
        List<Rejected> rejected = new ArrayList<>();
        for (Object outcome : outcomes) {
            if (outcome instanceof DecodedImage image) {
                images.add(image);
            } else if (outcome instanceof Rejected unusable) {
                rejected.add(unusable);
            }
        }
        int[] usable = IntStream.range(0, outcomes.length)
                .filter(row -> outcomes[row] instanceof DecodedImage)
                .toArray();
        Map<ImageShape, FloatMatrix> matrices = new LinkedHashMap<>();
        targets.forEach(target -> {
            ImageShape shape = target.decoder().shape();
            FloatMatrix all = new FloatMatrix(outcomes.length, shape.size(), target.pixels());
            matrices.put(shape, usable.length == outcomes.length ? all : all.select(usable));
        });
        return new ImageBatch(images, matrices, rejected);
    }
}
