package dev.pentimento.dashboard.topics;

import dev.pentimento.dashboard.images.EmbeddingSource;
import dev.pentimento.dashboard.images.EmbeddingsUnavailableException;
import dev.pentimento.dashboard.images.MapPoint;
import dev.pentimento.events.Arm;
import dev.pentimento.events.Artifact;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.learning.correction.ReplaySet;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.file.UnusableFileException;
import dev.pentimento.learning.inference.Correction;
import dev.pentimento.learning.inference.UnusableOutputException;
import dev.pentimento.learning.version.ReferenceFile;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.models.ArtifactException;
import dev.pentimento.platform.models.ArtifactReader;
import dev.pentimento.serving.loading.VersionFiles;
import dev.pentimento.serving.loading.VersionLoader;
import dev.pentimento.tensors.FloatMatrix;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Computes the map's backdrop from a version's files, and fetches embeddings from the log. Handles one request at a
 * time.
 */
public final class EmbeddingReader implements EmbeddingSource {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int BACKDROP = 1_500;

    private final ServiceContext context;
    private final VersionLoader loader;
    private @Nullable Backdrop latest;

    private record Backdrop(String version, List<Placed> points) {}

    public EmbeddingReader(ServiceContext context) {
        this.context = context;
        loader = new VersionLoader(
                new ArtifactReader(context, "dashboard", PATIENCE)::fetch,
                ComputeDevice.CPU,
                context.settings().trust());
    }

    @Override
    public synchronized List<Placed> reference(ModelVersion version) {
        if (latest == null || !latest.version().equals(version.getVersion())) {
            latest = new Backdrop(version.getVersion(), place(version));
        }
        return latest.points();
    }

    private List<Placed> place(ModelVersion version) {
        Artifact reference = version.getReferenceFile();
        Artifact replay = version.getReplayFile();
        if (reference == null || replay == null) {
            return List.of();
        }
        try {
            VersionFiles files = loader.files(version, reference, replay);
            ReplaySet set = ReplaySet.fromFile(files.bytes(replay));
            int all = set.rows().size();
            int[] chosen = IntStream.range(0, Math.min(BACKDROP, all))
                    .map(i -> (int) ((long) i * all / Math.min(BACKDROP, all)))
                    .toArray();
            FloatMatrix places = ReferenceFile.fromBytes(files.bytes(reference))
                    .map(set.rows().rows().select(chosen));
            List<Placed> points = new ArrayList<>();
            for (int row = 0; row < chosen.length; row++) {
                String label = version.getClasses().get(set.rows().labels()[chosen[row]]);
                points.add(new Placed(label, places.at(row, 0), places.at(row, 1)));
            }
            return List.copyOf(points);
        } catch (ArtifactException | UnusableFileException | KafkaException e) {
            throw unavailable("the reference of version " + version.getVersion(), e);
        }
    }

    @Override
    public synchronized Sample sample(ModelVersion version, List<MapPoint> points) {
        try {
            EmbeddingFetch.Fetched fetched =
                    new EmbeddingFetch(context, PATIENCE).fetch(points, version.getDimensions());
            List<Row> rows = new ArrayList<>();
            addTo(rows, Arm.ORIGINAL, fetched.points(), fetched.embeddings());
            addTo(rows, Arm.CORRECTED, fetched.points(), correct(version, fetched.embeddings()));
            return new Sample(version.getDimensions(), List.copyOf(rows));
        } catch (ArtifactException | UnusableFileException | UnusableOutputException | KafkaException e) {
            throw unavailable("the embeddings under version " + version.getVersion(), e);
        }
    }

    private FloatMatrix correct(ModelVersion version, FloatMatrix embeddings) throws ArtifactException {
        if (embeddings.rows() == 0) {
            return embeddings;
        }
        try (Correction correction = loader.correction(version)) {
            return correction.correct(embeddings);
        }
    }

    private static void addTo(List<Row> rows, Arm arm, List<MapPoint> points, FloatMatrix embeddings) {
        for (int row = 0; row < points.size(); row++) {
            MapPoint point = points.get(row);
            List<Float> embedding = new ArrayList<>(embeddings.columns());
            for (float value : embeddings.row(row)) {
                embedding.add(value);
            }
            rows.add(new Row(point.imageId(), point.partition(), point.offset(), arm, embedding));
        }
    }

    private static EmbeddingsUnavailableException unavailable(String what, Exception cause) {
        return new EmbeddingsUnavailableException(what + " cannot be read: " + cause.getMessage(), cause);
    }
}
