package dev.pentimento.embedding.decoding;

import dev.pentimento.embedding.fetching.ContentFetcher;
import dev.pentimento.events.DeadLetterReason;
import dev.pentimento.events.Image;
import dev.pentimento.learning.image.DecodingBudget;
import dev.pentimento.learning.image.ImageDecoder;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.image.file.ImageTooLargeException;
import dev.pentimento.learning.image.file.UndecodableImageException;
import dev.pentimento.platform.kafka.Events;
import dev.pentimento.platform.kafka.UnusableRecordException;
import dev.pentimento.tensors.FloatMatrix;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Decodes records of {@code images} to pixels. */
public final class BatchDecoder implements AutoCloseable {
    /**
     * The rest of a pass is left to the next pass: a rebalance waits for a pass, and its images wait for each other.
     */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final Events events;
    private final ContentFetcher fetcher;
    private final DecodingMetrics metrics;
    private final DecodingBudget budget;
    private final boolean refusesWarnings;
    private final ParallelRows decoders;
    private final ParallelRows fetchers;

    /**
     * @param budget of all threads together
     * @param refusesWarnings whether an image whose decoder warns is rejected
     * @param owner names the threads
     * @param threads number of decoding threads
     * @param fetching number of fetching threads; each holds at most one image
     */
    public BatchDecoder(
            Events events,
            ContentFetcher fetcher,
            DecodingMetrics metrics,
            DecodingBudget budget,
            boolean refusesWarnings,
            String owner,
            int threads,
            int fetching) {
        this.events = events;
        this.fetcher = fetcher;
        this.metrics = metrics;
        this.budget = budget;
        this.refusesWarnings = refusesWarnings;
        decoders = new ParallelRows(owner + "-decoder", threads);
        fetchers = new ParallelRows(owner + "-fetcher", fetching);
    }

    /**
     * Decodes the records, each once for each shape. If that takes too long, decodes only the first ones, at least one.
     *
     * @throws org.apache.kafka.common.errors.RetriableException if the registry does not answer; no record is skipped
     */
    public ImageBatch decode(List<ConsumerRecord<byte[], byte[]>> records, Set<ImageShape> shapes) {
        List<Target> targets = shapes.stream()
                .map(shape -> new Target(
                        new ImageDecoder(shape, budget), new float[Math.multiplyExact(records.size(), shape.size())]))
                .toList();
        long begin = System.nanoTime();
        List<DecodingResult> results = new ArrayList<>(decoders.map(
                records.size(),
                row -> Failed.guard(records.get(row), row, () -> decode(records.get(row), row, targets)),
                () -> System.nanoTime() - begin > LONGEST.toNanos()));
        List<ToFetch> toFetch = results.stream()
                .filter(ToFetch.class::isInstance)
                .map(ToFetch.class::cast)
                .toList();
        List<DecodingResult> fetched =
                fetchers.map(toFetch.size(), i -> fetchGuarded(toFetch.get(i), targets), () -> false);
        for (int i = 0; i < fetched.size(); i++) {
            results.set(toFetch.get(i).row(), fetched.get(i));
        }
        results.replaceAll(result -> result instanceof Failed failed ? alone(failed, targets) : result);
        return collect(results, records.size(), targets);
    }

    /** No other image is decoded meanwhile, so this record is the cause of a failure. */
    private DecodingResult alone(Failed failed, List<Target> targets) {
        DecodingResult again =
                Failed.guard(failed.record(), failed.row(), () -> decode(failed.record(), failed.row(), targets));
        if (again instanceof ToFetch image) {
            again = fetchGuarded(image, targets);
        }
        return again instanceof Failed twice ? twice.rejected() : again;
    }

    private DecodingResult fetchGuarded(ToFetch image, List<Target> targets) {
        return Failed.guard(image.record(), image.row(), () -> fetch(image, targets));
    }

    /** Takes the pixels of one shape, one row for each record. */
    private record Target(ImageDecoder decoder, float[] pixels) {
        @Nullable
        String decode(byte[] content, int row) throws UndecodableImageException {
            return decoder.decode(content, pixels, row * decoder.shape().size());
        }
    }

    /** An image that its record gives by address. */
    record ToFetch(ConsumerRecord<byte[], byte[]> record, Image image, int row) implements DecodingResult {}

    private DecodingResult decode(ConsumerRecord<byte[], byte[]> record, int row, List<Target> targets) {
        try {
            Image image = ImageContents.read(events, record);
            metrics.key(record.key(), image.getId());
            return ImageContents.hasContent(image)
                    ? decode(record, image, ImageContents.bytes(image), row, targets)
                    : new ToFetch(record, image, row);
        } catch (UnusableRecordException e) {
            return Rejected.of(record, e);
        }
    }

    private DecodingResult fetch(ToFetch image, List<Target> targets) {
        try {
            long began = System.nanoTime();
            byte[] content = fetcher.fetch(image.image().getUri());
            metrics.fetched(System.nanoTime() - began);
            return decode(image.record(), image.image(), content, image.row(), targets);
        } catch (UnusableRecordException e) {
            return Rejected.of(image.record(), e);
        }
    }

    private DecodingResult decode(
            ConsumerRecord<byte[], byte[]> record, Image image, byte[] content, int row, List<Target> targets) {
        try {
            String warning = null;
            for (Target target : targets) {
                warning = target.decode(content, row);
            }
            if (warning != null) {
                metrics.warned();
                if (refusesWarnings) {
                    return new Rejected(
                            record,
                            DeadLetterReason.UNDECODABLE_IMAGE,
                            "the decoder warns: " + warning + " (embedding.decoder.warnings=refuse)");
                }
            }
            return DecodedImage.of(record, image);
        } catch (ImageTooLargeException e) {
            return new Rejected(record, DeadLetterReason.IMAGE_TOO_LARGE, String.valueOf(e.getMessage()));
        } catch (UndecodableImageException e) {
            return new Rejected(record, DeadLetterReason.UNDECODABLE_IMAGE, String.valueOf(e.getMessage()));
        }
    }

    /** @param rows of the targets, perhaps more than there are results */
    private static ImageBatch collect(List<DecodingResult> results, int rows, List<Target> targets) {
        List<DecodedImage> images = new ArrayList<>();
        List<Rejected> rejected = new ArrayList<>();
        for (DecodingResult result : results) {
            if (result instanceof DecodedImage image) {
                images.add(image);
            } else if (result instanceof Rejected unusable) {
                rejected.add(unusable);
            }
        }
        int[] usable = IntStream.range(0, results.size())
                .filter(row -> results.get(row) instanceof DecodedImage)
                .toArray();
        Map<ImageShape, FloatMatrix> pixels = new LinkedHashMap<>();
        for (Target target : targets) {
            ImageShape shape = target.decoder().shape();
            FloatMatrix all = new FloatMatrix(rows, shape.size(), target.pixels());
            pixels.put(shape, usable.length == rows ? all : all.select(usable));
        }
        return new ImageBatch(images, pixels, rejected);
    }

    @Override
    public void close() {
        fetchers.close();
        decoders.close();
        fetcher.close();
    }
}
