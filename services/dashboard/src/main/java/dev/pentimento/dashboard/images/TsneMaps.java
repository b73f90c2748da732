package dev.pentimento.dashboard.images;

import dev.pentimento.events.Arm;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.statistics.projection.Tsne;
import dev.pentimento.tensors.FloatMatrix;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Positions a sample of images by t-SNE of their embeddings, for both arms together so that movements are visible. The
 * map is computed at most once a minute, for all readers.
 */
public final class TsneMaps {
    private static final Duration KEPT = Duration.ofMinutes(1);
    private static final int FEWEST_ROWS = 8;
    private static final int MOST_NEIGHBOURS = 30;

    private final EmbeddingSource embeddings;
    private final InstantSource clock;
    private @Nullable Computed latest;

    private record Computed(String version, Instant at, List<Placed> points) {}

    /** Positions of an image before and after the correction. */
    public record Placed(
            String imageId, int partition, long offset, float x, float y, float correctedX, float correctedY) {}

    public TsneMaps(EmbeddingSource embeddings, InstantSource clock) {
        this.embeddings = embeddings;
        this.clock = clock;
    }

    /**
     * The latest map of the version, or a new one.
     *
     * @param sample the images for a new map
     * @throws EmbeddingsUnavailableException saying why there is no map
     */
    public synchronized List<Placed> of(ModelVersion version, Supplier<List<MapPoint>> sample) {
        Instant now = clock.instant();
        if (latest == null
                || !latest.version().equals(version.getVersion())
                || now.isAfter(latest.at().plus(KEPT))
                || now.isBefore(latest.at())) { // the clock was set back
            latest = new Computed(version.getVersion(), now, place(embeddings.sample(version, sample.get())));
        }
        return latest.points();
    }

    private static List<Placed> place(EmbeddingSource.Sample sample) {
        List<EmbeddingSource.Row> before = rows(sample, Arm.ORIGINAL);
        List<EmbeddingSource.Row> after = rows(sample, Arm.CORRECTED);
        List<EmbeddingSource.Row> both =
                Stream.concat(before.stream(), after.stream()).toList();
        if (both.size() < FEWEST_ROWS) {
            throw new EmbeddingsUnavailableException("the log contains too few embeddings");
        }
        int neighbours = Math.max(2, Math.min(MOST_NEIGHBOURS, (both.size() - 1) / 3));
        FloatMatrix places = Tsne.map(matrix(both, sample.dimensions()), neighbours);
        List<Placed> placed = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            EmbeddingSource.Row row = before.get(i);
            int corrected = before.size() + i;
            placed.add(new Placed(
                    row.imageId(),
                    row.partition(),
                    row.offset(),
                    places.at(i, 0),
                    places.at(i, 1),
                    places.at(corrected, 0),
                    places.at(corrected, 1)));
        }
        return placed;
    }

    private static List<EmbeddingSource.Row> rows(EmbeddingSource.Sample sample, Arm arm) {
        return sample.rows().stream().filter(row -> row.arm() == arm).toList();
    }

    private static FloatMatrix matrix(List<EmbeddingSource.Row> rows, int dimensions) {
        float[] values = new float[rows.size() * dimensions];
        for (int i = 0; i < values.length; i++) {
            values[i] = rows.get(i / dimensions).embedding().get(i % dimensions);
        }
        return new FloatMatrix(rows.size(), dimensions, values);
    }
}
