package dev.pentimento.evaluation;

import dev.pentimento.evaluation.models.ServingVersions;
import dev.pentimento.platform.kafka.Events;
import dev.pentimento.platform.kafka.Topics;
import java.time.InstantSource;
import java.util.function.Function;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;

/**
 * What the topology works with.
 *
 * @param clock for times that events carry
 * @param stores makes the store of a name
 */
record Surroundings(
        Topics topics,
        Events events,
        ServingVersions versions,
        Instruments instruments,
        InstantSource clock,
        Function<String, KeyValueBytesStoreSupplier> stores) {}
