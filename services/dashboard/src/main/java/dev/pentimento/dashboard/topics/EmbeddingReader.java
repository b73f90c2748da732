package dev.pentimento.dashboard.topics;

import dev.pentimento.dashboard.state.MapPoint;
import dev.pentimento.dashboard.web.EmbeddingSource;
import dev.pentimento.dashboard.web.EmbeddingsUnavailableException;
import dev.pentimento.events.Artifact;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.learning.correction.ReplaySet;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.inference.Correction;
import dev.pentimento.learning.inference.Networks;
import dev.pentimento.learning.inference.UnusableOutputException;
import dev.pentimento.learning.network.NetworkFile;
import dev.pentimento.learning.network.UnusableFileException;
import dev.pentimento.learning.version.ReferenceFile;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.models.ArtifactException;
import dev.pentimento.platform.models.ArtifactReader;
import dev.pentimento.statistics.FloatMatrix;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Makes the map's backdrop from a version's files, and fetches embeddings where they stand. One request at a time. */
public final class EmbeddingReader implements EmbeddingSource {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int BACKDROP = 1_500;

    private final ServiceContext context;
    private @Nullable Backdrop latest;

    private record Backdrop(String version, List<Placed> points) {}

    public EmbeddingReader(ServiceContext context) {
        this.context = context;
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
            Map<String, byte[]> files = fetch(List.of(reference, replay));
            ReplaySet set = ReplaySet.fromFile(Objects.requireNonNull(files.get(replay.getSha256())));
            int all = set.rows().size();
            int[] chosen = IntStream.range(0, Math.min(BACKDROP, all))
                    .map(i -> (int) ((long) i * all / Math.min(BACKDROP, all)))
                    .toArray();
            FloatMatrix places = ReferenceFile.fromBytes(Objects.requireNonNull(files.get(reference.getSha256())))
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
            addTo(rows, "original", fetched.points(), fetched.embeddings());
            addTo(rows, "corrected", fetched.points(), correct(version, fetched.embeddings()));
            return new Sample(version.getDimensions(), List.copyOf(rows));
        } catch (ArtifactException | UnusableFileException | UnusableOutputException | KafkaException e) {
            throw unavailable("the embeddings under version " + version.getVersion(), e);
        }
    }

    private FloatMatrix correct(ModelVersion version, FloatMatrix embeddings) throws ArtifactException {
        Artifact file = version.getCorrectionFile();
        if (file == null || embeddings.rows() == 0) {
            return embeddings;
        }
        byte[] bytes = Objects.requireNonNull(fetch(List.of(file)).get(file.getSha256()));
        try (Correction correction = Networks.loadCorrection(
                new NetworkFile(file.getFormat(), bytes), version.getDimensions(), ComputeDevice.CPU)) {
            return correction.correct(embeddings);
        }
    }

    private Map<String, byte[]> fetch(List<Artifact> files) throws ArtifactException {
        return new ArtifactReader(context, "dashboard", PATIENCE).fetch(files);
    }

    private static void addTo(List<Row> rows, String arm, List<MapPoint> points, FloatMatrix embeddings) {
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
