package dev.pentimento.learning.device;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one ONNX Runtime of this process. Its threads per operation are those of PyTorch; see {@link TorchEngine}. On a GPU it
 * needs ONNX Runtime's build for GPUs; otherwise its networks run on the processor.
 */
public final class OnnxRuntime {
    private static final Logger LOG = LoggerFactory.getLogger(OnnxRuntime.class);

    private OnnxRuntime() {}

    /** Loads the native library at the first call. */
    public static OrtEnvironment environment() {
        // Failures arrive as exceptions; the library would print each of them to the terminal as well.
        return Loaded.ENVIRONMENT;
    }

    private static final class Loaded {
        static final OrtEnvironment ENVIRONMENT =
                OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "pentimento");

        static {
            try {
                ENVIRONMENT.setTelemetry(false);
            } catch (OrtException e) {
                throw new IllegalStateException("cannot switch off ONNX Runtime's usage data", e);
            }
        }
    }

    /** Options of a network's session on this device; the caller must close them. */
    @SuppressWarnings("resource") // Closed by the caller.
    public static OrtSession.SessionOptions options(ComputeDevice device) throws OrtException {
        environment();
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        try {
            options.setIntraOpNumThreads(TorchEngine.threads());
            options.setInterOpNumThreads(1);
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            // A thread that waits in a loop takes a core from Kafka and from decoding.
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            // The same input gives the same bytes, which a replay needs.
            options.setDeterministicCompute(true);
            if (runsOn(device)) {
                options.addCUDA(device.gpu());
            }
            return options;
        } catch (OrtException e) {
            options.close();
            throw e;
        }
    }

    private static boolean runsOn(ComputeDevice device) {
        if (!device.isGpu()) {
            return false;
        }
        if (OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) {
            return true;
        }
        LOG.warn("an ONNX network runs on the processor, not on {}: this is not ONNX Runtime's build for GPUs", device);
        return false;
    }
}
