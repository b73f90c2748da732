package dev.pentimento.serving.devices;

import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.device.Gpu;
import dev.pentimento.learning.device.Precision;
import dev.pentimento.learning.device.TorchEngine;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.inference.Encoder;
import dev.pentimento.learning.inference.Networks;
import dev.pentimento.serving.judges.HeadsJudge;
import dev.pentimento.serving.judges.Judge;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The devices of a machine, and networks on them. Tests use their own layer, with GPUs that run out of memory or are
 * lost. The caller closes what it loads; failures are those of {@link Networks}.
 */
public interface DeviceLayer {
    /** The devices that the engine detects on this machine. */
    DeviceLayer ENGINE = new DeviceLayer() {
        @Override
        public List<Gpu> gpus() {
            return TorchEngine.gpus();
        }

        @Override
        public Encoder encoder(NetworkFile file, ImageShape input, ComputeDevice device, Precision precision) {
            return Networks.loadEncoder(file, input, device, precision);
        }

        @Override
        public Judge judge(HeadFiles files, ComputeDevice device, Precision precision) {
            return new HeadsJudge(Networks.loadHeads(
                    files.classifier(), files.correction(), files.dimensions(), files.classes(), device, precision));
        }
    };

    /** In the order of their numbers. */
    List<Gpu> gpus();

    Encoder encoder(NetworkFile file, ImageShape input, ComputeDevice device, Precision precision);

    Judge judge(HeadFiles files, ComputeDevice device, Precision precision);

    /**
     * A version's classifier and correction.
     *
     * @param correction null: the identity
     * @param dimensions length of an embedding
     */
    record HeadFiles(NetworkFile classifier, @Nullable NetworkFile correction, int dimensions, int classes) {}
}
