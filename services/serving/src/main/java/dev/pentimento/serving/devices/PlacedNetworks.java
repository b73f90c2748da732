package dev.pentimento.serving.devices;

import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.device.Precision;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.inference.Encoder;
import dev.pentimento.serving.devices.DeviceLayer.HeadFiles;
import dev.pentimento.serving.faults.Fault;
import dev.pentimento.serving.judges.Judge;
import dev.pentimento.tensors.FloatMatrix;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads networks onto the devices of a {@link Placement}. Half precision is used only for networks that pass
 * {@link HalfPrecision}; others run in full precision, and the log gives the reason. The caller closes what it loads.
 */
public final class PlacedNetworks {
    private static final Logger LOG = LoggerFactory.getLogger(PlacedNetworks.class);
    private static final int SHOWN = 12;

    /** Copies of an encoder on the processor, if it has as many cores. */
    private static final int MOST_COPIES = 4;
    /** Of all copies of an encoder on the processor together, unless a single one is larger. */
    private static final long MOST_BYTES = 256L << 20;
    /** Pixels for which it is worth to wake another thread, in bytes. */
    private static final int LEAST_BYTES = 1 << 19;

    private final DeviceLayer layer;
    private final Placement placement;
    private final DeviceMetrics metrics;

    /** @param service in metrics */
    public PlacedNetworks(DeviceLayer layer, Placement placement, MeterRegistry registry, String service) {
        this.layer = layer;
        this.placement = placement;
        metrics = new DeviceMetrics(registry, service);
    }

    /** @param input the input that it must accept */
    public Encoder encoder(NetworkFile file, ImageShape input) {
        String name = "encoder " + file.sha256().substring(0, SHOWN);
        List<ComputeDevice> places = places(file);
        Loaded<Encoder> loaded = load(
                name,
                places,
                (device, precision) ->
                        new FittingEncoder(layer.encoder(file, input, device, precision), passes(device, name)),
                HalfPrecision::problem);
        int leastImages = onProcessor() ? Math.max(1, LEAST_BYTES / (input.size() * Float.BYTES)) : 1;
        return new SpreadEncoder(loaded.copies(), leastImages, counted(loaded.precision()));
    }

    private boolean onProcessor() {
        return !placement.devices().get(0).isGpu();
    }

    /**
     * On the processor, an encoder embeds a batch with several threads. Each has a copy of the network, since modules in
     * TorchScript compute one pass at a time.
     */
    private List<ComputeDevice> places(NetworkFile encoder) {
        if (!onProcessor()) {
            return placement.devices();
        }
        long fitting = Math.max(1, MOST_BYTES / Math.max(1, encoder.bytes().length));
        int cores = Math.min(MOST_COPIES, Runtime.getRuntime().availableProcessors());
        return Collections.nCopies(
                (int) Math.min(cores, fitting), placement.devices().get(0));
    }

    /** @param typical embeddings like those that the networks judge: half precision is tested on them */
    public Judge judge(HeadFiles files, FloatMatrix typical) {
        String name = "classifier " + files.classifier().sha256().substring(0, SHOWN);
        Loaded<Judge> loaded = load(
                name,
                placement.devices(),
                (device, precision) -> new FittingJudge(layer.judge(files, device, precision), passes(device, name)),
                (full, half) -> HalfPrecision.problem(full, half, typical));
        return new SpreadJudge(loaded.copies(), counted(loaded.precision()));
    }

    private FittingPasses passes(ComputeDevice device, String name) {
        return new FittingPasses(device + ", with " + name, metrics::halved);
    }

    private Runnable counted(Precision precision) {
        metrics.loaded(placement.devices(), precision);
        return () -> metrics.closed(placement.devices(), precision);
    }

    /** One copy for each place, in their order. */
    private record Loaded<T>(List<T> copies, Precision precision) {}

    private <T extends AutoCloseable> Loaded<T> load(
            String name,
            List<ComputeDevice> places,
            BiFunction<ComputeDevice, Precision, T> loading,
            BiFunction<T, T, Optional<String>> problem) {
        List<T> copies = new ArrayList<>();
        try {
            ComputeDevice first = places.get(0);
            copies.add(loading.apply(first, Precision.FLOAT32));
            Precision precision = Precision.FLOAT32;
            if (placement.precision() != Precision.FLOAT32) {
                Optional<T> half =
                        inHalf(name, copies.get(0), () -> loading.apply(first, placement.precision()), problem);
                if (half.isPresent()) {
                    close(copies.set(0, half.get()));
                    precision = placement.precision();
                }
            }
            for (ComputeDevice device : places.subList(1, places.size())) {
                copies.add(loading.apply(device, precision));
            }
            return new Loaded<>(copies, precision);
        } catch (RuntimeException e) {
            copies.forEach(PlacedNetworks::close);
            throw e;
        }
    }

    private <T extends AutoCloseable> Optional<T> inHalf(
            String name, T full, Supplier<T> loading, BiFunction<T, T, Optional<String>> problem) {
        @Nullable T half = null;
        String reason;
        try {
            half = loading.get();
            Optional<String> found = problem.apply(full, half);
            if (found.isEmpty()) {
                return Optional.of(half);
            }
            reason = found.get();
        } catch (RuntimeException e) {
            if (Fault.isLostDevice(e)) {
                if (half != null) {
                    close(half);
                }
                throw e;
            }
            reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        }
        if (half != null) {
            close(half);
        }
        LOG.warn("{} runs in float32, not in {}: {}", name, placement.precision(), reason);
        return Optional.empty();
    }

    private static void close(AutoCloseable network) {
        try {
            network.close();
        } catch (Exception e) {
            LOG.warn("cannot close a network: {}", e.getMessage());
        }
    }
}
