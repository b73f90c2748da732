package dev.pentimento.learning.device;

import ai.djl.engine.Engine;
import ai.djl.engine.StandardCapabilities;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.LibUtils;
import java.nio.file.Path;
import java.util.List;

/**
 * The one PyTorch engine of this process. Its threads are set before it loads and apply to the whole process, so the
 * first {@link #start(int)} decides. Serving uses one thread per call: on a busy machine, several threads only compete,
 * and results then depend on their number.
 */
public final class TorchEngine {
    private static final String NAME = "PyTorch";
    private static final String INTRA_OP = "ai.djl.pytorch.num_threads";
    private static final String INTER_OP = "ai.djl.pytorch.num_interop_threads";

    private TorchEngine() {}

    /**
     * Loads the engine with this number of threads per operation, unless it is already running. A DJL system property
     * set by the user takes precedence.
     *
     * @throws IllegalArgumentException if {@code threads} is not positive
     */
    public static void start(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("setting engine threads must be positive: " + threads);
        }
        setUnlessSet(INTRA_OP, Integer.toString(threads));
        setUnlessSet(INTER_OP, "1");
        // Stops DJL from sending usage data; the environment variable of the same name does the same.
        setUnlessSet("OPT_OUT_TRACKING", "true");
        Engine.getEngine(NAME);
    }

    /** Threads per operation: those that the engine was started with. */
    public static int threads() {
        start(1);
        return Integer.getInteger(INTRA_OP, 1);
    }

    /** GPUs that the engine can use, in the order of their numbers; loads it with one thread if it is not running yet. */
    public static List<Gpu> gpus() {
        start(1);
        return Engine.getEngine(NAME).hasCapability(StandardCapabilities.CUDA) ? NvidiaDriver.gpus() : List.of();
    }

    /** Engine, version and build, such as {@code PyTorch 2.7.1, CPU build, DJL 0.36.0}. */
    public static String description() {
        start(1);
        boolean cuda = Path.of(LibUtils.getLibtorchPath())
                .resolve(System.mapLibraryName("torch_cuda"))
                .toFile()
                .exists();
        return NAME + " " + Engine.getEngine(NAME).getVersion() + ", " + (cuda ? "CUDA" : "CPU") + " build, DJL "
                + Engine.getDjlVersion();
    }

    /** Folder of the native library. */
    public static String libraryFolder() {
        start(1);
        return LibUtils.getLibtorchPath();
    }

    /** A manager of native memory on this device. The caller must close it, which also frees everything in it. */
    public static NDManager newManager(ComputeDevice device) {
        start(1);
        return NDManager.newBaseManager(device.engineDevice(), NAME);
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
