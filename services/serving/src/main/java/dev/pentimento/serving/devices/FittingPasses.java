package dev.pentimento.serving.devices;

import dev.pentimento.serving.faults.Fault;
import dev.pentimento.tensors.FloatMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes of one network on one device, with as many rows as fit into its memory. If rows do not fit, their number is
 * halved, for later passes too. Thread-safe.
 */
final class FittingPasses {
    private static final Logger LOG = LoggerFactory.getLogger(FittingPasses.class);

    private final String what;
    private final Runnable halved;
    private volatile int fitting = Integer.MAX_VALUE;

    /**
     * @param what the network and its device, for the log
     * @param halved is called each time
     */
    FittingPasses(String what, Runnable halved) {
        this.what = what;
        this.halved = halved;
    }

    /**
     * @param rows at least one
     * @return the results of the passes, in row order
     * @throws RuntimeException that a pass throws, also if a single row does not fit
     */
    <T> List<T> run(FloatMatrix rows, Function<FloatMatrix, T> pass) {
        List<T> parts = new ArrayList<>();
        for (int from = 0; from < rows.rows(); ) {
            int count = Math.min(fitting, rows.rows() - from);
            FloatMatrix part = count == rows.rows()
                    ? rows
                    : rows.select(IntStream.range(from, from + count).toArray());
            try {
                parts.add(pass.apply(part));
                from += count;
            } catch (RuntimeException e) {
                halve(count, e);
            }
        }
        return parts;
    }

    /** By now the engine has released its cached memory, so the same number would fail again. */
    private synchronized void halve(int count, RuntimeException failure) {
        if (count == 1 || !Fault.isDeviceMemory(failure)) {
            throw failure;
        }
        if (count / 2 < fitting) {
            fitting = count / 2;
            halved.run();
            LOG.warn("{} rows do not fit into the memory of {}: {} at a time from now on", count, what, fitting);
        }
    }
}
