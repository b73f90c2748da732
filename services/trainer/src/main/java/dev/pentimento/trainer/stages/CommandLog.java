package dev.pentimento.trainer.stages;

import dev.pentimento.events.ModelCommand;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The commands that wait for an answer. An answer in the topic means that the command is done, so reading the topic from its
 * beginning restores this after a restart. Not thread-safe.
 */
public final class CommandLog {
    private final Set<String> answered = new HashSet<>();
    private final Map<String, ModelCommand> waiting = new LinkedHashMap<>();

    /** Applies a command or an answer; the report of a service is neither. */
    public void accept(ModelCommand command) {
        if (command.getReport() != null) {
            return;
        }
        if (command.getAnswer() != null) {
            answered.add(command.getId());
            waiting.remove(command.getId());
        } else if (!answered.contains(command.getId())) {
            waiting.putIfAbsent(command.getId(), command);
        }
    }

    /** Commands without an answer, oldest first. */
    public List<ModelCommand> waiting() {
        return List.copyOf(waiting.values());
    }
}
