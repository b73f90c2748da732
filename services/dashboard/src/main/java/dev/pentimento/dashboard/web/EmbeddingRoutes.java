package dev.pentimento.dashboard.web;

import dev.pentimento.dashboard.state.DashboardState;
import dev.pentimento.events.ModelVersion;
import io.javalin.http.BadGatewayResponse;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The backdrop of the map, and embeddings for whoever wants to place them otherwise. */
final class EmbeddingRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddingRoutes.class);
    private static final int USUAL_SAMPLE = 500;
    private static final int LARGEST_SAMPLE = 2_000;

    private final DashboardState state;
    private final EmbeddingSource embeddings;

    EmbeddingRoutes(DashboardState state, EmbeddingSource embeddings) {
        this.state = state;
        this.embeddings = embeddings;
    }

    void reference(Context ctx) {
        ModelVersion champion = champion();
        Table points = Tables.reference(available(() -> embeddings.reference(champion)));
        Answers.tabular(ctx, "reference", Map.of("version", champion.getVersion(), "points", points), () -> points);
    }

    void sample(Context ctx) {
        ModelVersion champion = champion();
        int most = (int) Math.min(Routes.number(ctx, "sample", USUAL_SAMPLE), LARGEST_SAMPLE);
        EmbeddingSource.Sample sample = available(() -> embeddings.sample(champion, state.sample(most)));
        Answers.tabular(
                ctx,
                "embeddings",
                Map.of(
                        "version", champion.getVersion(),
                        "dimensions", sample.dimensions(),
                        "rows", List.copyOf(sample.rows())),
                () -> Tables.embeddings(sample));
    }

    private ModelVersion champion() {
        return state.champion().orElseThrow(() -> new NotFoundResponse("no model version answers yet"));
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
