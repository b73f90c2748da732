package dev.pentimento.platform.kafka;

import dev.pentimento.platform.settings.PlatformSettings;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Makes clients that read only what is committed, write idempotently and take records of 16 MB. They carry bytes:
 * {@link Events} decodes, so that a record that cannot be decoded is a dead letter and not a stuck client. The user's
 * {@code kafka.*} settings are applied over these defaults, and what a service needs for its guarantees over both.
 */
public final class KafkaClients {
    private static final int FETCH_BYTES = 64 * 1024 * 1024;
    /** A transaction that begins while the markers of the one before are being written is told to come again. */
    private static final long PRODUCER_BACKOFF_MILLIS = 20;

    private final Map<String, String> userProperties;

    public KafkaClients(PlatformSettings settings) {
        userProperties = settings.kafka();
    }

    /** A consumer without automatic commits that starts at the beginning where there is no offset. */
    public Consumer<byte[], byte[]> consumer(String clientId, Map<String, Object> required) {
        return new KafkaConsumer<>(
                consumerProperties(clientId, required), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    public Producer<byte[], byte[]> producer(String clientId, Map<String, Object> required) {
        return new KafkaProducer<>(
                producerProperties(clientId, required), new ByteArraySerializer(), new ByteArraySerializer());
    }

    public Admin admin(String clientId) {
        Map<String, Object> properties = new HashMap<>(withoutSerdes());
        properties.put(AdminClientConfig.CLIENT_ID_CONFIG, clientId);
        return Admin.create(properties);
    }

    /** The properties of {@link #consumer}, for a framework that makes its own. */
    public Map<String, Object> consumerProperties(String clientId, Map<String, Object> required) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, Topic.MAX_RECORD_BYTES);
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        properties.putAll(withoutSerdes());
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.putAll(required);
        return properties;
    }

    /** The properties of {@link #producer}, for a framework that makes its own. */
    public Map<String, Object> producerProperties(String clientId, Map<String, Object> required) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topic.MAX_RECORD_BYTES);
        properties.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, PRODUCER_BACKOFF_MILLIS);
        properties.putAll(withoutSerdes());
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.putAll(required);
        return properties;
    }

    /** Serializers named by the user are for {@link Events}: the clients themselves carry bytes. */
    private Map<String, String> withoutSerdes() {
        Map<String, String> properties = new HashMap<>(userProperties);
        properties.keySet().removeAll(Events.SERDE_SETTINGS);
        return properties;
    }
}
