package dev.pentimento.platform.kafka;

import dev.pentimento.platform.rights.ExplainedClient;
import dev.pentimento.platform.rights.MissingRightException;
import dev.pentimento.platform.rights.Rights;
import dev.pentimento.platform.settings.PlatformSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.GroupProtocol;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes clients that read only committed records, write idempotently and handle records of
 * {@code topic.max.message.bytes}. They carry bytes, and {@link Events} decodes them: an undecodable record becomes a
 * dead letter and does not block a client. The user's {@code kafka.*} settings override these defaults, and the
 * settings that a service needs for its guarantees override both.
 *
 * <p>Methods that create a client throw {@link UnresolvedBrokersException} while no broker's host name resolves.
 */
public final class KafkaClients {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaClients.class);
    private static final int FETCH_BYTES = 64 * 1024 * 1024;
    /** Kafka's own default of a producer's {@code buffer.memory}. */
    private static final int BUFFER_BYTES = 32 * 1024 * 1024;
    /** The broker refuses a transaction while it writes the markers of the previous one: the client retries soon. */
    private static final long PRODUCER_BACKOFF_MILLIS = 20;

    private static final Map<String, Object> READER = Map.of(
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false,
            ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");

    /**
     * If the broker assigns the partitions, the session timeout comes from the broker, and a consumer with these
     * settings fails.
     */
    private static final Set<String> OF_CLASSIC_GROUPS = Set.of(
            ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
            ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
            ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG);

    private static final Set<String> OF_CONSUMER_GROUPS = Set.of(ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG);

    private final Map<String, String> userProperties;
    private final int largest;
    private final Rights rights;

    public KafkaClients(PlatformSettings settings) {
        this(settings, Rights.UNKNOWN);
    }

    /** @param rights of this program, to name the missing one if the brokers refuse a request */
    public KafkaClients(PlatformSettings settings, Rights rights) {
        this.rights = rights;
        userProperties = settings.kafka();
        largest = settings.topics().maxMessageBytes();
    }

    /** The addresses of the brokers, as configured by the user. */
    public String bootstrapServers() {
        return userProperties.getOrDefault(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, "");
    }

    /** A consumer without automatic commits. Without a committed offset, it starts at the beginning. */
    public Consumer<byte[], byte[]> consumer(String clientId, Map<String, Object> required) {
        Map<String, Object> properties = consumerProperties(clientId, required);
        return explained(
                Consumer.class,
                () -> new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }

    /**
     * A consumer for {@link TopicReader} and {@link RecordFetch}: it creates no topics and pushes no metrics to the
     * brokers, and starts at the beginning if records were deleted.
     *
     * @param required further settings
     */
    public Consumer<byte[], byte[]> reader(String clientId, Map<String, Object> required) {
        Map<String, Object> properties = new HashMap<>(READER);
        properties.putAll(required);
        return consumer(clientId, properties);
    }

    public Producer<byte[], byte[]> producer(String clientId, Map<String, Object> required) {
        Map<String, Object> properties = producerProperties(clientId, required);
        return explained(
                Producer.class,
                () -> new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    public Admin admin(String clientId) {
        Map<String, Object> properties = new HashMap<>(withoutSerdes());
        properties.put(AdminClientConfig.CLIENT_ID_CONFIG, clientId);
        return resolved(() -> Admin.create(properties));
    }

    /**
     * Creates an admin client, and waits for the brokers' names as long as the patience lasts.
     *
     * @throws UnresolvedBrokersException if the patience is exhausted
     */
    public Admin admin(String clientId, Patience patience) {
        return new Attempts(patience).insist(answer -> admin(clientId));
    }

    /** Returns normally if a client can be created now; for a framework that creates its own clients. */
    public void requireAddresses() {
        admin("addresses").close(Duration.ZERO);
    }

    /**
     * The missing right behind a failure; empty if it is not a refusal, or if the rights of this program are unknown.
     * The consumers and producers of this class report it themselves; this method is for admin clients, whose answers
     * come later, and for frameworks.
     */
    public Optional<MissingRightException> missingRight(Throwable failure) {
        return rights.missing(failure);
    }

    /** The rights of this program. */
    public Rights rights() {
        return rights;
    }

    @SuppressWarnings("unchecked")
    private <C> C explained(Class<? super C> type, Supplier<C> client) {
        return (C) ExplainedClient.of(type, resolved(client), rights);
    }

    private <C> C resolved(Supplier<C> client) {
        try {
            return client.get();
        } catch (KafkaException e) {
            throw UnresolvedBrokersException.in(e, bootstrapServers())
                    .map(KafkaException.class::cast)
                    .orElse(e);
        }
    }

    /** The properties of {@link #consumer}, for a framework that creates its own clients. */
    public Map<String, Object> consumerProperties(String clientId, Map<String, Object> required) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, largest);
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, Math.max(FETCH_BYTES, largest));
        properties.putAll(withoutSerdes());
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.putAll(required);
        dropWhatTheGroupDoesNotTake(properties);
        return properties;
    }

    private void dropWhatTheGroupDoesNotTake(Map<String, Object> properties) {
        Object protocol = properties.getOrDefault(ConsumerConfig.GROUP_PROTOCOL_CONFIG, GroupProtocol.CLASSIC.name());
        boolean classic = GroupProtocol.CLASSIC.name().equalsIgnoreCase(protocol.toString());
        for (String name : classic ? OF_CONSUMER_GROUPS : OF_CLASSIC_GROUPS) {
            if (properties.remove(name) != null) {
                LOG.info("kafka.{} is left out: groups of the protocol {} do not take it", name, protocol);
            }
        }
    }

    /** The properties of {@link #producer}, for a framework that creates its own clients. */
    public Map<String, Object> producerProperties(String clientId, Map<String, Object> required) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, largest);
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, (long) Math.max(BUFFER_BYTES, 2 * largest));
        properties.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, PRODUCER_BACKOFF_MILLIS);
        properties.putAll(withoutSerdes());
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.putAll(required);
        return properties;
    }

    /** The user's serializers are for {@link Events}: the clients themselves carry bytes. */
    private Map<String, String> withoutSerdes() {
        Map<String, String> properties = new HashMap<>(userProperties);
        properties.keySet().removeAll(Events.SERDE_SETTINGS);
        return properties;
    }
}
