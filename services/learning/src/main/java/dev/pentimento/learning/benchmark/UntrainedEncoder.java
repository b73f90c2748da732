package dev.pentimento.learning.benchmark;

import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.network.EncoderArchitecture;
import dev.pentimento.learning.network.Network;
import dev.pentimento.learning.network.layer.Weights;
import java.util.SplittableRandom;

/** An encoder with its first weights: it costs as much as a trained one. */
public final class UntrainedEncoder {
    private UntrainedEncoder() {}

    public static NetworkFile of(EncoderArchitecture architecture, long seed) {
        try (Network network = new Network(
                architecture, Weights.initial(architecture.tensors(), new SplittableRandom(seed), ComputeDevice.CPU))) {
            return network.toFile();
        }
    }
}
