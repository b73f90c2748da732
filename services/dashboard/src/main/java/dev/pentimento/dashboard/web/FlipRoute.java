package dev.pentimento.dashboard.web;

import dev.pentimento.dashboard.state.DashboardState;
import dev.pentimento.dashboard.state.FlipEntry;
import io.javalin.http.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Images on which the arms disagree, by kind, class and source. */
final class FlipRoute {
    private final DashboardState state;

    FlipRoute(DashboardState state) {
        this.state = state;
    }

    void answer(Context ctx) {
        String kind = ctx.queryParam("kind");
        String label = ctx.queryParam("class");
        String source = ctx.queryParam("source");
        List<FlipEntry> flips = state.flips().stream()
                .filter(flip -> matches(kind, flip.kind().slug()))
                .filter(flip -> matches(label, flip.label())
                        || matches(label, flip.original().label())
                        || matches(label, flip.corrected().label()))
                .filter(flip -> matches(source, flip.source()))
                .limit(Routes.number(ctx, "limit", 200))
                .toList();
        Answers.tabular(ctx, "flips", flips, () -> Tables.flips(flips));
    }

    private static boolean matches(@Nullable String wanted, @Nullable String value) {
        return wanted == null || wanted.isEmpty() || wanted.equals(value);
    }
}
