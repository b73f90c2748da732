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
        Loaded<Encoder> loaded = load(
                name,
                (device, precision) ->
                        new FittingEncoder(layer.encoder(file, input, device, precision), passes(device, name)),
                HalfPrecision::problem);
        return new SpreadEncoder(loaded.copies(), counted(loaded.precision()));
    }

    /** @param typical embeddings like those that the networks judge: half precision is tested on them */
    public Judge judge(HeadFiles files, FloatMatrix typical) {
        String name = "classifier " + files.classifier().sha256().substring(0, SHOWN);
        Loaded<Judge> loaded = load(
                name,
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

    /** One copy for each device, in their order. */
    private record Loaded<T>(List<T> copies, Precision precision) {}

    private <T extends AutoCloseable> Loaded<T> load(
            String name, BiFunction<ComputeDevice, Precision, T> loading, BiFunction<T, T, Optional<String>> problem) {
        List<T> copies = new ArrayList<>();
        try {
            ComputeDevice first = placement.devices().get(0);
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
            for (ComputeDevice device :
                    placement.devices().subList(1, placement.devices().size())) {
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
