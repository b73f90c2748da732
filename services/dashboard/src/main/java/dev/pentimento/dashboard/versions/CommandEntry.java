package dev.pentimento.dashboard.versions;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.pentimento.events.CommandAnswer;
import dev.pentimento.events.ModelCommand;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An operator's command and its answer.
 *
 * @param accepted null if not answered yet
 */
public record CommandEntry(
        @JsonUnwrapped @JsonIgnoreProperties({"answer", "report"})
        ModelCommand command,

        @Nullable Boolean accepted,
        @Nullable String detail,
        @Nullable Instant answeredAt) {
    static CommandEntry of(ModelCommand command) {
        CommandAnswer answer = command.getAnswer();
        return answer == null
                ? new CommandEntry(command, null, null, null)
                : new CommandEntry(command, answer.getAccepted(), answer.getDetail(), answer.getAnsweredAt());
    }
}
