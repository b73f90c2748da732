package dev.pentimento.dashboard.state;

import dev.pentimento.events.CommandKind;
import dev.pentimento.events.ModelCommand;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A wish of an operator, and what became of it.
 *
 * @param accepted none: not answered yet
 */
public record CommandEntry(
        String id,
        CommandKind kind,
        @Nullable String version,
        String reason,
        String requestedBy,
        Instant requestedAt,
        @Nullable Boolean accepted,
        @Nullable String detail,
        @Nullable Instant answeredAt) {

    static CommandEntry of(ModelCommand command) {
        var answer = command.getAnswer();
        return new CommandEntry(
                command.getId(),
                command.getKind(),
                command.getVersion(),
                command.getReason(),
                command.getRequestedBy(),
                command.getRequestedAt(),
                answer == null ? null : answer.getAccepted(),
                answer == null ? null : answer.getDetail(),
                answer == null ? null : answer.getAnsweredAt());
    }
}
