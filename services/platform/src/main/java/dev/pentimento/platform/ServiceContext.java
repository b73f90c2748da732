package dev.pentimento.platform;

import dev.pentimento.platform.kafka.Events;
import dev.pentimento.platform.kafka.KafkaClients;
import dev.pentimento.platform.kafka.Readers;
import dev.pentimento.platform.kafka.Topics;
import dev.pentimento.platform.operations.Health;
import dev.pentimento.platform.rights.Rights;
import dev.pentimento.platform.settings.PlatformSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;

/**
 * What every service needs.
 *
 * @param clock gives the times in events; never used for decisions
 */
public record ServiceContext(
        PlatformSettings settings,
        KafkaClients clients,
        Topics topics,
        Events events,
        MeterRegistry metrics,
        Health health,
        InstantSource clock)
        implements AutoCloseable {

    public static ServiceContext of(PlatformSettings settings, MeterRegistry metrics, Health health) {
        return of(settings, metrics, health, Rights.UNKNOWN);
    }

    /** @param rights of the service, to name the one that is missing */
    public static ServiceContext of(PlatformSettings settings, MeterRegistry metrics, Health health, Rights rights) {
        Topics topics = new Topics(settings);
        return new ServiceContext(
                settings,
                new KafkaClients(settings, rights),
                topics,
                new Events(settings, topics),
                metrics,
                health,
                InstantSource.system());
    }

    /** Reads topics outside Kafka Streams. */
    public Readers readers() {
        return new Readers(clients, topics, events);
    }

    @Override
    public void close() {
        events.close();
    }
}
