package dev.pentimento.dashboard.web;

import static dev.pentimento.dashboard.web.Endpoint.view;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.pentimento.dashboard.images.EmbeddingSource;
import dev.pentimento.dashboard.images.EmbeddingsUnavailableException;
import dev.pentimento.dashboard.images.MapView;
import dev.pentimento.dashboard.images.TsneMaps;
import dev.pentimento.dashboard.state.DashboardState;
import dev.pentimento.dashboard.tables.ImageTables;
import dev.pentimento.dashboard.tables.Table;
import dev.pentimento.events.ModelVersion;
import io.javalin.http.BadGatewayResponse;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The map, its backdrop, and embeddings for other projections. */
final class MapRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(MapRoutes.class);
    private static final int USUAL_SAMPLE = 500;
    private static final int LARGEST_SAMPLE = 2_000;
    private static final int TSNE_SAMPLE = 300;

    private final DashboardState state;
    private final EmbeddingSource embeddings;
    private final TsneMaps tsne;
    private final String run;

    /** @param run changes at every start of the service, and the map's sequence with it */
    MapRoutes(DashboardState state, EmbeddingSource embeddings, InstantSource clock, String run) {
        this.state = state;
        this.embeddings = embeddings;
        this.run = run;
        tsne = new TsneMaps(embeddings, clock);
    }

    private record Points(String run, long sequence, int capacity, Table points) {}

    private record OfVersion(String version, Table points) {}

    private record Embeddings(String version, @JsonUnwrapped EmbeddingSource.Sample sample) {}

    List<Endpoint> endpoints() {
        return List.of(
                view(
                        "/map",
                        "after",
                        "Latest images with both opinions and their positions; after: only what changed since that sequence",
                        this::points,
                        Points::points),
                view(
                        "/map/reference",
                        "",
                        "Training images of the champion, as a backdrop of the same map",
                        ctx -> backdrop(),
                        OfVersion::points),
                view(
                        "/map/tsne",
                        "",
                        "A sample of the latest images, positioned by t-SNE; a new one at most once a minute",
                        ctx -> tsne(),
                        OfVersion::points),
                view(
                        "/embeddings",
                        "sample",
                        "Embeddings of this many of the latest images, before and after the champion's correction",
                        this::sample,
                        embeddings -> ImageTables.embeddings(embeddings.sample())));
    }

    private Points points(Context ctx) {
        MapView view = state.map(Parameters.number(ctx, "after", 0));
        return new Points(run, view.sequence(), view.capacity(), ImageTables.MAP.of(view.points()));
    }

    private OfVersion backdrop() {
        ModelVersion champion = champion();
        return new OfVersion(
                champion.getVersion(), ImageTables.REFERENCE.of(available(() -> embeddings.reference(champion))));
    }

    private OfVersion tsne() {
        ModelVersion champion = champion();
        return new OfVersion(
                champion.getVersion(),
                ImageTables.TSNE.of(available(() -> tsne.of(champion, () -> state.sample(TSNE_SAMPLE)))));
    }

    private Embeddings sample(Context ctx) {
        ModelVersion champion = champion();
        int most = (int) Math.min(Parameters.number(ctx, "sample", USUAL_SAMPLE), LARGEST_SAMPLE);
        return new Embeddings(champion.getVersion(), available(() -> embeddings.sample(champion, state.sample(most))));
    }

    private ModelVersion champion() {
        return state.champion().orElseThrow(() -> new NotFoundResponse("no model version is in use yet"));
    }

    private static <T> T available(Supplier<T> source) {
        try {
            return source.get();
        } catch (EmbeddingsUnavailableException e) {
            LOG.warn("cannot fetch embeddings", e);
            throw new BadGatewayResponse(String.valueOf(e.getMessage()));
        }
    }
}
