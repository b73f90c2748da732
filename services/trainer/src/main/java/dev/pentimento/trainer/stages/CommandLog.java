package dev.pentimento.trainer.stages;

import dev.pentimento.events.ModelCommand;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which commands still wait. An answer in the topic says that a command is done, whoever gave it and whenever: reading
 * the topic from its beginning gives the state after a restart. Not safe for several threads.
 */
public final class CommandLog {
    private final Set<String> answered = new HashSet<>();
    private final Map<String, ModelCommand> waiting = new LinkedHashMap<>();

    public void accept(ModelCommand command) {
        if (command.getAnswer() != null) {
            answered.add(command.getId());
            waiting.remove(command.getId());
        } else if (!answered.contains(command.getId())) {
            waiting.putIfAbsent(command.getId(), command);
        }
    }

    /** Commands without an answer, in the order in which they were given. */
    public List<ModelCommand> waiting() {
        return List.copyOf(waiting.values());
    }
}
