package dev.pentimento.dashboard.web;

import dev.pentimento.dashboard.state.DashboardState;
import dev.pentimento.events.CommandKind;
import dev.pentimento.events.ModelCommand;
import io.javalin.http.BadGatewayResponse;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends an operator's command to the trainer, which decides and answers. */
final class CommandRoute {
    private static final Logger LOG = LoggerFactory.getLogger(CommandRoute.class);

    private final Access access;
    private final DashboardState state;
    private final Consumer<ModelCommand> sender;
    private final InstantSource clock;

    CommandRoute(Access access, DashboardState state, Consumer<ModelCommand> sender, InstantSource clock) {
        this.access = access;
        this.state = state;
        this.sender = sender;
        this.clock = clock;
    }

    /** Returns 202 with the command's id; its answer appears under {@code /api/v1/commands/{id}}. */
    void take(Context ctx) {
        Audit.record(ctx, "command", () -> passOn(ctx));
    }

    private void passOn(Context ctx) {
        access.requireToken(ctx);
        ModelCommand command = command(CommandRequest.read(ctx));
        try {
            sender.accept(command);
        } catch (KafkaException e) {
            LOG.warn("cannot send a command", e);
            throw new BadGatewayResponse("the command could not be written; nothing has changed");
        }
        LOG.info("command {}: {} {} from {}", command.getId(), command.getKind(), command.getVersion(), ctx.ip());
        ctx.status(202)
                .header("Location", Routes.API + "/commands/" + command.getId())
                .json(Map.of("id", command.getId()));
    }

    private ModelCommand command(CommandRequest request) {
        CommandKind kind = CommandKind.valueOf(request.kind());
        String version = kind == CommandKind.ROLL_BACK ? null : request.version();
        if (kind != CommandKind.ROLL_BACK && version == null) {
            throw new BadRequestResponse("version is missing");
        }
        if (version != null && state.version(version).isEmpty()) {
            throw new NotFoundResponse("the version does not exist");
        }
        return ModelCommand.newBuilder()
                .setId(UUID.randomUUID().toString())
                .setKind(kind)
                .setVersion(version)
                .setReason(request.reason() == null ? "no reason given" : request.reason())
                .setRequestedBy(request.requestedBy() == null ? "dashboard" : "dashboard: " + request.requestedBy())
                .setRequestedAt(clock.instant())
                .setAnswer(null)
                .setForce(kind == CommandKind.PROMOTE && Boolean.TRUE.equals(request.force()))
                .build();
    }
}
