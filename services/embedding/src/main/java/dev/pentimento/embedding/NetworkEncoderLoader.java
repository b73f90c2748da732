package dev.pentimento.embedding;

import dev.pentimento.events.Artifact;
import dev.pentimento.events.InputShape;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.inference.Encoder;
import dev.pentimento.learning.inference.Networks;
import dev.pentimento.learning.inference.UnusableOutputException;
import dev.pentimento.learning.network.NetworkFile;
import dev.pentimento.learning.network.UnusableFileException;
import dev.pentimento.platform.models.ArtifactException;
import dev.pentimento.platform.models.ArtifactReader;
import dev.pentimento.platform.models.IncompleteArtifactException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Encoders from {@code model-artifacts}, in PyTorch. */
final class NetworkEncoderLoader implements EncoderLoader {
    private static final int WARM_UP_ROUNDS = 2;
    /** Enough for what the engine prepares; the largest batch would take the cores from what serves, for seconds. */
    private static final int WARM_UP_IMAGES = 16;

    private final ArtifactReader reader;
    private final ComputeDevice device;
    private final EmbeddingSettings settings;

    NetworkEncoderLoader(ArtifactReader reader, ComputeDevice device, EmbeddingSettings settings) {
        this.reader = reader;
        this.device = device;
        this.settings = settings;
    }

    @Override
    public ImageEmbedder load(ModelVersion version) throws UnloadableException, IncompleteArtifactException {
        Artifact file = version.getEncoderFile();
        try {
            Map<String, byte[]> files = reader.fetch(List.of(file));
            byte[] bytes = Objects.requireNonNull(files.get(file.getSha256()));
            ImageShape shape = shape(version.getInput());
            Encoder encoder = Networks.loadEncoder(new NetworkFile(file.getFormat(), bytes), shape, device);
            try {
                tryOut(encoder, version);
            } catch (RuntimeException | UnloadableException e) {
                encoder.close();
                throw e;
            }
            return new ImageEmbedder(file.getSha256(), encoder);
        } catch (IncompleteArtifactException e) {
            throw e;
        } catch (ArtifactException e) {
            throw new UnloadableException(e);
        } catch (UnusableFileException | UnusableOutputException | IllegalArgumentException e) {
            throw new UnloadableException(file, String.valueOf(e.getMessage()));
        }
    }

    private void tryOut(Encoder encoder, ModelVersion version) throws UnloadableException {
        if (encoder.dimensions() != version.getDimensions()) {
            throw new UnloadableException(
                    version.getEncoderFile(),
                    "gives " + encoder.dimensions() + " dimensions, the version says " + version.getDimensions());
        }
        encoder.tryOut();
        int several = Math.max(
                1,
                Math.min(
                        Math.min(WARM_UP_IMAGES, settings.maxImages()),
                        settings.maxPassBytes() / (encoder.input().size() * Float.BYTES)));
        for (int round = 0; round < WARM_UP_ROUNDS; round++) {
            encoder.warmUp(1);
            encoder.warmUp(several);
        }
    }

    private static ImageShape shape(InputShape input) {
        return ImageShape.of(
                input.getChannels(),
                input.getHeight(),
                input.getWidth(),
                input.getMean(),
                input.getStandardDeviation());
    }
}
