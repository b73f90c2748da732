package dev.pentimento.evaluation;

import dev.pentimento.evaluation.disk.LocalState;
import io.micrometer.core.instrument.Counter;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.jspecify.annotations.Nullable;

/** Creates clients of Kafka Streams, and checks the local state before one of them reads it. */
final class NewStreams {
    private final Topology topology;
    private final Properties properties;
    private final KafkaClientSupplier clients;
    private final Counter restored;
    private final Runnable addresses;
    private final LocalState disk;

    /**
     * @param properties including those that name the state directory
     * @param clients creates the Kafka clients of the threads
     * @param restored counts deletions of damaged state
     * @param addresses fails while no broker's host name resolves
     */
    NewStreams(
            Topology topology,
            Properties properties,
            KafkaClientSupplier clients,
            Counter restored,
            Runnable addresses) {
        new StreamsConfig(properties); // refuses what is no setting of Kafka's before anything starts
        this.topology = topology;
        this.properties = properties;
        this.clients = clients;
        this.restored = restored;
        this.addresses = addresses;
        disk = new LocalState(Path.of(
                properties.getProperty(StreamsConfig.STATE_DIR_CONFIG),
                properties.getProperty(StreamsConfig.APPLICATION_ID_CONFIG)));
    }

    /** Fails while no broker's host name resolves. */
    void requireAddresses() {
        addresses.run();
    }

    /** A client that holds the lock of the state directory and has not started. */
    KafkaStreams make() {
        requireAddresses(); // a KafkaStreams that cannot be made keeps the lock of its directory
        try {
            return new KafkaStreams(topology, properties, clients);
        } catch (ProcessorStateException e) {
            throw e;
        } catch (StreamsException e) {
            if (String.valueOf(e.getMessage()).contains("same state directory")) {
                throw new IllegalStateException(
                        "another instance uses the directory " + disk.directory()
                                + ": give each instance its own evaluation.state.dir",
                        e);
            }
            throw e;
        }
    }

    /**
     * Deletes damaged state, which is then restored from its changelog topics. Call it while holding the lock of the
     * directory.
     *
     * @param before what the previous client reported about its state; null: nothing
     */
    void checkState(@Nullable Throwable before) {
        if (before != null) {
            disk.discardAfter(before);
        }
        restored.increment(disk.discardDamaged());
    }
}
