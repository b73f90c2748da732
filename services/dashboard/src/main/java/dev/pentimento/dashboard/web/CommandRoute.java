package dev.pentimento.dashboard.web;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pentimento.dashboard.state.DashboardState;
import dev.pentimento.events.CommandKind;
import dev.pentimento.events.ModelCommand;
import io.javalin.http.BadGatewayResponse;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes an operator's command. It is only passed on: the trainer decides and answers. */
final class CommandRoute {
    private static final Logger LOG = LoggerFactory.getLogger(CommandRoute.class);
    private static final int MAX_TEXT = 1_000;
    private static final Set<CommandKind> OFFERED =
            Set.of(CommandKind.PROMOTE, CommandKind.ROLL_BACK, CommandKind.REJECT);

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

    /** 202 with the command's id; its answer comes under {@code /api/v1/commands/{id}}. */
    void take(Context ctx) {
        Audit.tell(ctx, "command", () -> passOn(ctx));
    }

    private void passOn(Context ctx) {
        access.requireToken(ctx);
        ModelCommand command = command(Answers.read(ctx));
        try {
            sender.accept(command);
        } catch (KafkaException e) {
            LOG.warn("cannot send a command", e);
            throw new BadGatewayResponse("the command could not be written; nothing has been done");
        }
        LOG.info("command {}: {} {} from {}", command.getId(), command.getKind(), command.getVersion(), ctx.ip());
        ctx.status(202).header("Location", Routes.API + "/commands/" + command.getId());
        Answers.json(ctx, Map.of("id", command.getId()));
    }

    void show(Context ctx) {
        Answers.json(
                ctx,
                state.command(ctx.pathParam("id"))
                        .orElseThrow(() -> new NotFoundResponse("no such command has been seen")));
    }

    private ModelCommand command(JsonNode body) {
        CommandKind kind = kind(body);
        String version = text(body, "version");
        if (kind == CommandKind.ROLL_BACK) {
            version = null;
        } else if (version == null) {
            throw new BadRequestResponse("version must be named");
        } else if (state.version(version).isEmpty()) {
            throw new NotFoundResponse("there is no such version");
        }
        String reason = text(body, "reason");
        String requestedBy = text(body, "requestedBy");
        return ModelCommand.newBuilder()
                .setId(UUID.randomUUID().toString())
                .setKind(kind)
                .setVersion(version)
                .setReason(reason == null ? "no reason given" : reason)
                .setRequestedBy(requestedBy == null ? "dashboard" : "dashboard: " + requestedBy)
                .setRequestedAt(clock.instant())
                .setAnswer(null)
                .build();
    }

    private static CommandKind kind(JsonNode body) {
        String name = text(body, "kind");
        return OFFERED.stream()
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new BadRequestResponse("kind must be PROMOTE, ROLL_BACK or REJECT"));
    }

    private static @Nullable String text(JsonNode body, String field) {
        JsonNode value = body.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual() || value.textValue().length() > MAX_TEXT) {
            throw new BadRequestResponse(field + " must be a text of at most " + MAX_TEXT + " letters");
        }
        return value.textValue().isBlank() ? null : value.textValue().strip();
    }
}
