package dev.pentimento.dashboard.web;

import dev.pentimento.dashboard.images.EmbeddingSource;
import dev.pentimento.dashboard.images.ImageSource;
import dev.pentimento.events.AlarmDecision;
import dev.pentimento.events.ModelCommand;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What the routes need in addition to the state.
 *
 * @param inTopic about how many images are in their topic; asked only while there is no model
 * @param commands sends a command to the trainer
 * @param decisions writes an operator's decision about an alarm
 * @param problem why the state may be outdated or incomplete, if it may
 */
public record Backend(
        ImageSource images,
        EmbeddingSource embeddings,
        Supplier<OptionalLong> inTopic,
        Consumer<ModelCommand> commands,
        Consumer<AlarmDecision> decisions,
        Supplier<Optional<String>> problem) {}
