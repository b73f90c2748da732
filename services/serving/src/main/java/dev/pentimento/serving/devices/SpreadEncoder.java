package dev.pentimento.serving.devices;

import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.inference.Encoder;
import dev.pentimento.tensors.FloatMatrix;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * An encoder on one or more devices, or several times on the processor: each copy embeds its share of the images, all in
 * parallel.
 */
final class SpreadEncoder implements Encoder {
    private final List<Encoder> copies;
    private final int leastImages;
    private final Runnable whenClosed;
    private final ExecutorService threads;
    private final AtomicInteger turn = new AtomicInteger();

    /**
     * @param copies one for each device, or several for the processor; closed with this
     * @param leastImages number of images that are worth a further copy
     */
    SpreadEncoder(List<Encoder> copies, int leastImages, Runnable whenClosed) {
        this.copies = List.copyOf(copies);
        this.leastImages = leastImages;
        this.whenClosed = whenClosed;
        threads = Executors.newFixedThreadPool(copies.size(), work -> {
            Thread thread = new Thread(work, "device");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public ImageShape input() {
        return copies.get(0).input();
    }

    @Override
    public int dimensions() {
        return copies.get(0).dimensions();
    }

    @Override
    public FloatMatrix embed(FloatMatrix images) {
        int shares = Math.min(copies.size(), images.rows() / leastImages);
        int first = turn.getAndIncrement(); // so that callers with few images do not wait for the same copy
        if (shares <= 1) {
            return copy(first).embed(images);
        }
        List<CompletableFuture<FloatMatrix>> parts = IntStream.range(0, shares)
                .mapToObj(share -> {
                    FloatMatrix part = images.select(
                            IntStream.range(share * images.rows() / shares, (share + 1) * images.rows() / shares)
                                    .toArray());
                    return CompletableFuture.supplyAsync(
                            () -> copy(first + share).embed(part), threads);
                })
                .toList();
        return Rows.joined(awaitAll(parts));
    }

    private Encoder copy(int number) {
        return copies.get(Math.floorMod(number, copies.size()));
    }

    /** Waits for all of them, also if one fails: the input of a device that is still working must not be closed. */
    private static List<FloatMatrix> awaitAll(List<CompletableFuture<FloatMatrix>> parts) {
        try {
            CompletableFuture.allOf(parts.toArray(new CompletableFuture<?>[0])).join();
            return parts.stream().map(CompletableFuture::join).toList();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }

    @Override
    public void warmUp(int batch) {
        copies.forEach(copy -> copy.warmUp(batch));
    }

    /** Runs on each device, to find one that fails. */
    @Override
    public FloatMatrix tryOut() {
        return copies.stream().map(Encoder::tryOut).toList().get(0);
    }

    @Override
    public void close() {
        threads.shutdown();
        copies.forEach(Encoder::close);
        whenClosed.run();
    }
}
