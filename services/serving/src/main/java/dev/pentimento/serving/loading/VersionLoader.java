package dev.pentimento.serving.loading;

import dev.pentimento.events.Artifact;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.device.Precision;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.file.UnusableFileException;
import dev.pentimento.learning.inference.Correction;
import dev.pentimento.learning.inference.Encoder;
import dev.pentimento.learning.inference.Networks;
import dev.pentimento.learning.version.ReferenceFile;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.models.ArtifactException;
import dev.pentimento.platform.models.ArtifactReader;
import dev.pentimento.platform.models.VersionIds;
import dev.pentimento.platform.trust.VersionTrust;
import dev.pentimento.serving.devices.DeviceLayer;
import dev.pentimento.serving.devices.DeviceLayer.HeadFiles;
import dev.pentimento.serving.devices.PlacedNetworks;
import dev.pentimento.serving.devices.Placement;
import dev.pentimento.serving.encoders.LoadedEncoder;
import dev.pentimento.serving.judges.Judge;
import dev.pentimento.serving.judges.LoadedVersion;
import dev.pentimento.serving.judges.Reference;
import dev.pentimento.statistics.drift.DriftReference;
import dev.pentimento.tensors.FloatMatrix;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Loads the required parts of a version, if it may be loaded: fetches the files, creates the networks, tests them on
 * noise and warms them up. The caller closes the result. All methods throw {@link ArtifactException} if a file is
 * missing or damaged, {@link UnusableFileException} or {@link IllegalArgumentException} if a file cannot be used, and
 * {@link dev.pentimento.learning.inference.UnusableOutputException} if a network returns values that are not finite.
 */
public final class VersionLoader {
    private static final int WARM_UP_ROUNDS = 2;
    /**
     * Enough to warm up the engine. The largest batch would take the cores away from the serving networks for seconds.
     */
    private static final int WARM_UP_IMAGES = 16;

    private final VersionFiles.Source source;
    private final ComputeDevice device;
    private final VersionTrust trust;
    private final PlacedNetworks networks;

    /**
     * @param device for networks that are loaded alone, without serving
     * @param networks creates networks that serve
     * @param trust a version that it objects to is not loaded
     */
    private VersionLoader(
            VersionFiles.Source source, ComputeDevice device, PlacedNetworks networks, VersionTrust trust) {
        this.source = source;
        this.device = device;
        this.networks = networks;
        this.trust = trust;
    }

    /**
     * Loads onto one device, in full precision.
     *
     * @param trust a version that it objects to is not loaded
     */
    public VersionLoader(VersionFiles.Source source, ComputeDevice device, VersionTrust trust) {
        this(
                source,
                device,
                new PlacedNetworks(
                        DeviceLayer.ENGINE,
                        new Placement(List.of(device), Precision.FLOAT32),
                        new SimpleMeterRegistry(),
                        "none"),
                trust);
    }

    /**
     * Loads from {@code model-artifacts}, according to the settings for devices and precision.
     *
     * @param service in metrics and in the log
     * @param owner names clients
     * @param patience how long a load waits for missing chunks
     * @throws IllegalArgumentException that names the setting, if a device is not available
     */
    public static VersionLoader of(ServiceContext context, String service, String owner, Duration patience) {
        Placement placement = Placement.of(context.settings(), DeviceLayer.ENGINE, service);
        return new VersionLoader(
                new ArtifactReader(context, owner, patience)::fetch,
                placement.devices().get(0),
                new PlacedNetworks(DeviceLayer.ENGINE, placement, context.metrics(), service),
                context.settings().trust());
    }

    /**
     * Files of a version; nulls are skipped.
     *
     * @throws UntrustedVersionException if the version must not be loaded
     * @throws ArtifactException if a file is missing, deleted or damaged
     */
    public VersionFiles files(ModelVersion version, @Nullable Artifact... wanted) throws ArtifactException {
        Optional<String> objection = trust.objection(version);
        if (objection.isPresent()) {
            throw new UntrustedVersionException(objection.get());
        }
        if (version.getFilesDeletedAt() != null) {
            throw new ArtifactException(
                    "its files were deleted at " + version.getFilesDeletedAt() + "; publish the same version again");
        }
        return new VersionFiles(source.fetch(
                Stream.of(wanted).flatMap(Stream::ofNullable).distinct().toList()));
    }

    /**
     * The encoder alone.
     *
     * @param mostImages largest number of images in one pass
     * @param mostBytes largest size of the pixels in one pass, in bytes
     */
    public LoadedEncoder encoder(ModelVersion version, int mostImages, int mostBytes) throws ArtifactException {
        Encoder encoder = encoder(version, files(version, version.getEncoderFile()));
        return closedOnFailure(encoder, () -> {
            encoder.tryOut();
            int fitting = mostBytes / (encoder.input().size() * Float.BYTES);
            int several = Math.max(1, Math.min(Math.min(WARM_UP_IMAGES, mostImages), fitting));
            for (int round = 0; round < WARM_UP_ROUNDS; round++) {
                encoder.warmUp(1);
                encoder.warmUp(several);
            }
            return new LoadedEncoder(VersionIds.encoder(version), encoder);
        });
    }

    /** Classifier and correction, with the drift reference. */
    public LoadedVersion judge(ModelVersion version) throws ArtifactException {
        VersionFiles files =
                files(version, version.getClassifierFile(), version.getCorrectionFile(), version.getReferenceFile());
        Reference reference = reference(version, files);
        Judge judge = heads(version, files, reference);
        return closedOnFailure(judge, () -> {
            judge.warmUp();
            return LoadedVersion.of(
                    version.getVersion(), VersionIds.encoder(version), version.getClasses(), judge, reference);
        });
    }

    /** The correction alone; the identity if the version has none. */
    public Correction correction(ModelVersion version) throws ArtifactException {
        Artifact file = version.getCorrectionFile();
        return file == null
                ? Correction.identity(version.getDimensions())
                : Networks.loadCorrection(files(version, file).network(file), version.getDimensions(), device);
    }

    /**
     * Loads everything in a version, tests it from image to opinion, and closes it.
     *
     * @return the version's results for noise
     */
    public Judge.Answers inspect(ModelVersion version) throws ArtifactException {
        VersionFiles files = files(
                version,
                version.getEncoderFile(),
                version.getClassifierFile(),
                version.getCorrectionFile(),
                version.getReferenceFile(),
                version.getReplayFile());
        // Checks the classifier first: if it does not fit the version, its error is more helpful than the encoder's
        // dimensions.
        try (Judge judge = heads(version, files, null);
                Encoder encoder = encoder(version, files)) {
            reference(version, files);
            return judge.judge(encoder.tryOut());
        }
    }

    private Encoder encoder(ModelVersion version, VersionFiles files) {
        NetworkFile file = files.network(version.getEncoderFile());
        Encoder encoder = networks.encoder(file, VersionInput.of(version.getInput()));
        return closedOnFailure(encoder, () -> {
            if (encoder.dimensions() != version.getDimensions()) {
                throw new UnusableFileException("the encoder gives embeddings of " + encoder.dimensions()
                        + " dimensions, the version says " + version.getDimensions());
            }
            return encoder;
        });
    }

    private Judge heads(ModelVersion version, VersionFiles files, @Nullable Reference reference) {
        Artifact correction = version.getCorrectionFile();
        int dimensions = version.getDimensions();
        HeadFiles heads = new HeadFiles(
                files.network(version.getClassifierFile()),
                correction == null ? null : files.network(correction),
                dimensions,
                version.getClasses().size());
        FloatMatrix sample = reference == null ? null : reference.drift().sample();
        return networks.judge(
                heads, sample == null || sample.rows() == 0 ? Judge.noise(Judge.WARM_UP_ROWS, dimensions) : sample);
    }

    private static @Nullable Reference reference(ModelVersion version, VersionFiles files) {
        Artifact file = version.getReferenceFile();
        if (file == null) {
            return null;
        }
        DriftReference drift = ReferenceFile.fromBytes(files.bytes(file));
        int classes = version.getClasses().size();
        if (drift.dimensions() != version.getDimensions() || drift.classes() != classes) {
            throw new UnusableFileException("the drift reference has " + drift.dimensions() + " dimensions and "
                    + drift.classes() + " classes, the version " + version.getDimensions() + " and " + classes);
        }
        return new Reference(file.getSha256(), drift, version.getClasses());
    }

    private static <T> T closedOnFailure(AutoCloseable network, Supplier<T> making) {
        try {
            return making.get();
        } catch (RuntimeException e) {
            try {
                network.close();
            } catch (Exception closing) {
                e.addSuppressed(closing);
            }
            throw e;
        }
    }
}
