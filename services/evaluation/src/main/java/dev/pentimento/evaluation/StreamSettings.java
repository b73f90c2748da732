package dev.pentimento.evaluation;

import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Topic;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The settings of Kafka Streams: what the user says of the clients, and over it what the guarantees need. */
final class StreamSettings {
    private static final int FETCH_BYTES = 64 * 1024 * 1024;
    private static final int PRODUCER_BATCH_BYTES = 128 * 1024;
    private static final int TRANSACTION_TIMEOUT_MILLIS = 30_000;
    private static final long CACHE_BYTES = 64L * 1024 * 1024;
    private static final int POLL_MILLIS = 10;
    private static final int BACKOFF_MILLIS = 20;
    private static final int SESSION_MILLIS = 10_000;

    private StreamSettings() {}

    static Properties of(EvaluationSettings settings, ServiceContext context) {
        Properties properties = new Properties();
        latency(properties);
        Map<String, String> user = new TreeMap<>(context.settings().kafka());
        user.keySet().removeIf(name -> name.endsWith("serializer"));
        properties.putAll(user);
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, context.topics().prefixed(settings.applicationId()));
        properties.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDirectory().toString());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
        properties.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                settings.commitInterval().toMillis());
        properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int)
                context.settings().replicationFactor());
        guarantees(properties);
        if (!settings.instanceId().isEmpty()) {
            properties.put(
                    StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), settings.instanceId());
        }
        return properties;
    }

    private static void latency(Properties properties) {
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 5);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), PRODUCER_BATCH_BYTES);
        // each commit ends all batches, so they are small: what lz4 sets up for one costs more than it saves
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "none");
        // a transaction that begins while the markers of the one before are being written is told to come again
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), BACKOFF_MILLIS);
        // how long the images of a killed instance wait for another one; heartbeats come from a thread of their own
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), SESSION_MILLIS);
        properties.put(StreamsConfig.POLL_MS_CONFIG, POLL_MILLIS);
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, CACHE_BYTES);
    }

    private static void guarantees(Properties properties) {
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        // longer than a pause for networks, short enough that readers do not wait long for one who was killed
        properties.put(
                StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), TRANSACTION_TIMEOUT_MILLIS);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), Topic.MAX_RECORD_BYTES);
        // counts of many classes pass through topics of its own too
        properties.put(StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), Topic.MAX_RECORD_BYTES);
        properties.put(
                StreamsConfig.consumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG), Topic.MAX_RECORD_BYTES);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.FETCH_MAX_BYTES_CONFIG), FETCH_BYTES);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    }
}
