package dev.pentimento.serving.devices;

import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.device.Gpu;
import dev.pentimento.learning.device.Precision;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.inference.Encoder;
import dev.pentimento.serving.judges.Judge;
import dev.pentimento.tensors.FloatMatrix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A machine with GPUs. Networks are real ones that compute on the processor; memory, losses and the errors of half precision
 * are made up. A failure has the text that PyTorch has for it.
 */
final class FakeGpus implements DeviceLayer {
    private final int count;
    /** Most rows of a pass that fit, by GPU; others have room for all. */
    final Map<Integer, Integer> memory = new HashMap<>();

    final Set<Integer> lost = new HashSet<>();
    /** Each pass, such as {@code gpu:0 x16}. */
    final List<String> passes = new ArrayList<>();
    /** What half precision adds to each value. */
    float halfError;
    /** Why nothing can be loaded in half precision. */
    String noHalf = "";

    int open;

    FakeGpus(int count) {
        this.count = count;
    }

    @Override
    public List<Gpu> gpus() {
        return IntStream.range(0, count)
                .mapToObj(number -> new Gpu(number, Optional.of("Fake"), OptionalLong.of(1L << 30)))
                .toList();
    }

    @Override
    public Encoder encoder(NetworkFile file, ImageShape input, ComputeDevice device, Precision precision) {
        load(precision);
        Encoder real = ENGINE.encoder(file, input, ComputeDevice.CPU, precision);
        return new Encoder() {
            @Override
            public ImageShape input() {
                return real.input();
            }

            @Override
            public int dimensions() {
                return real.dimensions();
            }

            @Override
            public FloatMatrix embed(FloatMatrix images) {
                pass(device, images.rows());
                return disturbed(real.embed(images), precision);
            }

            @Override
            public void close() {
                real.close();
                unload();
            }
        };
    }

    @Override
    public Judge judge(HeadFiles files, ComputeDevice device, Precision precision) {
        load(precision);
        Judge real = ENGINE.judge(files, ComputeDevice.CPU, precision);
        return new Judge() {
            @Override
            public int dimensions() {
                return real.dimensions();
            }

            @Override
            public Answers judge(FloatMatrix embeddings) {
                pass(device, embeddings.rows());
                Answers answers = real.judge(embeddings);
                return new Answers(
                        answers.originalLogits(),
                        answers.original(),
                        answers.correctedEmbeddings(),
                        disturbed(answers.corrected(), precision));
            }

            @Override
            public void close() {
                real.close();
                unload();
            }
        };
    }

    private synchronized void load(Precision precision) {
        if (precision == Precision.FLOAT16 && !noHalf.isEmpty()) {
            throw new IllegalStateException(noHalf);
        }
        open++;
    }

    private synchronized void unload() {
        open--;
    }

    private synchronized void pass(ComputeDevice device, int rows) {
        passes.add(device + " x" + rows);
        if (lost.contains(device.gpu())) {
            throw failed("CUDA error: unspecified launch failure");
        }
        if (rows > memory.getOrDefault(device.gpu(), Integer.MAX_VALUE)) {
            throw failed("CUDA out of memory. Tried to allocate 2.00 GiB. GPU " + device.gpu()
                    + " has a total capacity of 1.00 GiB");
        }
    }

    /** As {@code FailedPassException}. */
    private static RuntimeException failed(String engine) {
        return new IllegalStateException("encoder 0123456789ab failed: " + engine, new RuntimeException(engine));
    }

    private FloatMatrix disturbed(FloatMatrix result, Precision precision) {
        if (precision == Precision.FLOAT32 || halfError == 0) {
            return result;
        }
        float[] values = result.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] += i % 2 == 0 ? halfError : -halfError;
        }
        return new FloatMatrix(result.rows(), result.columns(), values);
    }
}
