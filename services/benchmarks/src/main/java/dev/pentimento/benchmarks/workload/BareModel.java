package dev.pentimento.benchmarks.workload;

import dev.pentimento.benchmarks.ProcessorTime;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.device.TorchEngine;
import dev.pentimento.learning.image.ImageDecoder;
import dev.pentimento.learning.image.file.UndecodableImageException;
import dev.pentimento.platform.models.Artifacts;
import dev.pentimento.platform.trust.VersionTrust;
import dev.pentimento.serving.encoders.LoadedEncoder;
import dev.pentimento.serving.judges.Judge;
import dev.pentimento.serving.judges.LoadedVersion;
import dev.pentimento.serving.loading.VersionLoader;
import dev.pentimento.serving.swapping.LoadAttempt;
import dev.pentimento.tensors.FloatMatrix;
import dev.pentimento.trainer.TrainedVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Does the same work without Kafka: it decodes, encodes and judges with both arms, in large batches, one thread for each
 * core and one engine thread for each of them. Everything that the system needs beyond this is overhead.
 */
public final class BareModel implements AutoCloseable {
    private static final int THREADS = Runtime.getRuntime().availableProcessors();

    private final LoadedEncoder encoder;
    private final LoadedVersion heads;
    private final ImageDecoder decoder;

    private BareModel(LoadedEncoder encoder, LoadedVersion heads) {
        this.encoder = encoder;
        this.heads = heads;
        this.decoder = new ImageDecoder(encoder.input());
    }

    /** Loads the networks as the services do. The caller closes the result. */
    public static BareModel load(TrainedVersion trained) {
        TorchEngine.start(1);
        ModelVersion version = trained.version();
        Map<String, byte[]> files = new HashMap<>();
        trained.files().forEach(file -> files.put(Artifacts.sha256(file), file));
        VersionLoader loader = new VersionLoader(wanted -> files, ComputeDevice.CPU, VersionTrust.ANY);
        LoadedEncoder encoder = LoadAttempt.of(version, each -> loader.encoder(each, 1, Integer.MAX_VALUE))
                .require(version);
        return new BareModel(encoder, LoadAttempt.of(version, loader::judge).require(version));
    }

    /**
     * The speed with the best size of a batch, after a warm-up.
     *
     * @param contents image files, at least as many as the largest batch
     * @param batches sizes of a batch
     * @param time for each size
     */
    public Speed fastest(List<byte[]> contents, List<Integer> batches, Duration warmUp, Duration time) {
        run(contents, batches.get(0), warmUp);
        return batches.stream()
                .map(batch -> run(contents, batch, time))
                .max(Comparator.comparingDouble(Speed::imagesPerSecond))
                .orElseThrow();
    }

    /** n images → the number of the class that the original arm gives each. */
    public int[] classes(List<byte[]> contents) {
        return judge(contents).original().argMax();
    }

    /** The encoder; closed with this object. */
    public LoadedEncoder encoder() {
        return encoder;
    }

    /** Classifier, correction and drift reference; closed with this object. */
    public LoadedVersion heads() {
        return heads;
    }

    /** A stage of the work. */
    public enum Stage {
        DECODING("decoding"),
        ENCODER("encoder"),
        HEADS("classifier and correction, both arms");

        private final String title;

        Stage(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    /** The speed of one stage alone, on the results of the one before. */
    public Speed stage(Stage stage, List<byte[]> contents, int batch, Duration time) {
        FloatMatrix pixels = decoded(contents.subList(0, batch));
        FloatMatrix embeddings = encoder.embed(pixels);
        IntConsumer work = switch (stage) {
            case DECODING -> number -> decoded(contents.subList(0, batch));
            case ENCODER -> number -> encoder.embed(pixels);
            case HEADS -> number -> heads.judge().judge(embeddings);
        };
        run(batch, time.dividedBy(2), work);
        return run(batch, time, work);
    }

    /** As {@link #fastest}, for the encoder alone, on pixels that are already there. */
    public Speed fastestEncoder(List<Integer> batches, Duration time) {
        return batches.stream()
                .map(batch -> {
                    FloatMatrix pixels = noise(batch);
                    run(batch, time.dividedBy(2), number -> encoder.embed(pixels));
                    return run(batch, time, number -> encoder.embed(pixels));
                })
                .max(Comparator.comparingDouble(Speed::imagesPerSecond))
                .orElseThrow();
    }

    private FloatMatrix noise(int batch) {
        Random random = new Random(1);
        float[] values = new float[batch * encoder.input().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return new FloatMatrix(batch, encoder.input().size(), values);
    }

    private Speed run(List<byte[]> contents, int batch, Duration time) {
        int batches = contents.size() / batch;
        return run(batch, time, number -> {
            int from = Math.floorMod(number, batches) * batch;
            judge(contents.subList(from, from + batch));
        });
    }

    /** @param work does one batch, given its number */
    private static Speed run(int batch, Duration time, IntConsumer work) {
        AtomicInteger next = new AtomicInteger();
        long cpu = ProcessorTime.nanos();
        long begin = System.nanoTime();
        long end = begin + time.toNanos();
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> threads = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                threads.add(pool.submit(() -> {
                    do {
                        work.accept(next.getAndIncrement());
                    } while (System.nanoTime() < end);
                }));
            }
            for (Future<?> thread : threads) {
                thread.get();
            }
            return new Speed((double) next.get() * batch, System.nanoTime() - begin, ProcessorTime.nanos() - cpu);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the bare model failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            pool.shutdownNow();
        }
    }

    private Judge.Answers judge(List<byte[]> contents) {
        return heads.judge().judge(encoder.embed(decoded(contents)));
    }

    /** n images → n×size of an image. */
    public FloatMatrix decoded(List<byte[]> contents) {
        int columns = decoder.shape().size();
        float[] pixels = new float[contents.size() * columns];
        for (int i = 0; i < contents.size(); i++) {
            try {
                decoder.decode(contents.get(i), pixels, i * columns);
            } catch (UndecodableImageException e) {
                throw new IllegalStateException("image " + i + " of the workload", e);
            }
        }
        return new FloatMatrix(contents.size(), columns, pixels);
    }

    @Override
    public void close() {
        heads.close();
        encoder.close();
    }
}
