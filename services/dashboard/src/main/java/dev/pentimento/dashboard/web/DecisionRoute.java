package dev.pentimento.dashboard.web;

import dev.pentimento.dashboard.decisions.Decisions;
import dev.pentimento.dashboard.decisions.NewDecision;
import dev.pentimento.dashboard.drift.AlarmEntry;
import dev.pentimento.dashboard.lights.State;
import dev.pentimento.dashboard.state.DashboardState;
import dev.pentimento.dashboard.state.NowView;
import dev.pentimento.dashboard.tables.DriftTables;
import dev.pentimento.events.AlarmDecision;
import dev.pentimento.events.Slice;
import io.javalin.http.BadGatewayResponse;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Acknowledges alarms, and mutes the webhook. The decisions are kept in a topic; the page reads them from there. */
final class DecisionRoute {
    static final String PATH = "/alarm-decisions";
    private static final Logger LOG = LoggerFactory.getLogger(DecisionRoute.class);

    private final Access access;
    private final DashboardState state;
    private final Consumer<AlarmDecision> writer;
    private final InstantSource clock;

    DecisionRoute(Access access, DashboardState state, Consumer<AlarmDecision> writer, InstantSource clock) {
        this.access = access;
        this.state = state;
        this.writer = writer;
        this.clock = clock;
    }

    List<Endpoint> endpoints() {
        return List.of(Endpoint.view(
                PATH,
                "",
                "Acknowledgements and mutes that count now",
                ctx -> state.decisions().current(clock.instant()),
                DriftTables.DECISIONS::of));
    }

    /** Returns the decision, once it is written. */
    void take(Context ctx) {
        Audit.record(ctx, "decision about an alarm", () -> decide(ctx));
    }

    private void decide(Context ctx) {
        access.requireToken(ctx);
        AlarmDecision decision = decision(DecisionRequest.read(ctx));
        try {
            writer.accept(decision);
        } catch (KafkaException e) {
            LOG.warn("cannot write a decision about an alarm", e);
            throw new BadGatewayResponse("the decision could not be written; nothing has changed");
        }
        ctx.json(decision);
    }

    private AlarmDecision decision(DecisionRequest request) {
        Instant now = clock.instant();
        try {
            NewDecision decision = new NewDecision(
                    request.decidedBy() == null ? "dashboard" : "dashboard: " + request.decidedBy(),
                    now,
                    request.end(now),
                    Objects.requireNonNullElse(request.note(), ""));
            return switch (request.action()) {
                case DecisionRequest.ACKNOWLEDGE -> decision.acknowledge(open(request.alarm()));
                case DecisionRequest.MUTE -> decision.mute(request.alarmKind(), known(request.slice()));
                default -> decision.unmute(request.alarmKind(), request.slice());
            };
        } catch (IllegalArgumentException e) {
            throw new BadRequestResponse(e.getMessage());
        }
    }

    private String open(@Nullable String alarm) {
        if (alarm == null) {
            throw new BadRequestResponse("alarm is missing");
        }
        Instant now = clock.instant();
        NowView view = state.now(now);
        boolean open = switch (alarm) {
            case Decisions.ACCURACY -> view.right().state() == State.BAD;
            case Decisions.CORRECTION -> view.verdict().equals("HURTS");
            default ->
                state.alarms().stream()
                        .filter(AlarmEntry::raised)
                        .anyMatch(each ->
                                alarm.equals(Decisions.DRIFT + each.alarm().getId()));
        };
        if (!open) {
            throw new NotFoundResponse("no such alarm is open");
        }
        return alarm;
    }

    private @Nullable String known(@Nullable String slice) {
        if (slice != null && !state.knows(new Slice(slice))) {
            throw new NotFoundResponse("no window is about the slice " + slice);
        }
        return slice;
    }
}
