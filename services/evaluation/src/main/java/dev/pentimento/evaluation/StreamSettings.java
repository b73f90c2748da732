package dev.pentimento.evaluation;

import dev.pentimento.evaluation.disk.StoreMemory;
import dev.pentimento.evaluation.routing.ProcessingFaults;
import dev.pentimento.evaluation.routing.RecordTimes;
import dev.pentimento.evaluation.routing.SetAsideRecords;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.settings.TopicSettings;
import java.time.InstantSource;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The settings of Kafka Streams: the user's client settings, overridden by what the guarantees need. */
final class StreamSettings {
    private static final int FETCH_BYTES = 64 * 1024 * 1024;
    /** Kafka's own default. */
    private static final int BUFFER_BYTES = 32 * 1024 * 1024;

    private static final int PRODUCER_BATCH_BYTES = 128 * 1024;
    private static final int TRANSACTION_TIMEOUT_MILLIS = 30_000;
    private static final long CACHE_BYTES = 64L * 1024 * 1024;
    private static final int POLL_MILLIS = 10;
    private static final int BACKOFF_MILLIS = 20;

    private StreamSettings() {}

    /**
     * @param setAside receives the records that a step fails on
     * @param memory what the stores share; the caller closes it after the stream
     */
    static Properties of(
            EvaluationSettings settings, ServiceContext context, SetAsideRecords setAside, StoreMemory memory) {
        Properties properties = new Properties();
        latency(properties);
        // how long the images of a killed instance wait for another instance; a separate thread sends the heartbeats
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), (int)
                settings.sessionTimeout().toMillis());
        properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, settings.standbyReplicas());
        Map<String, String> user = new TreeMap<>(context.settings().kafka());
        // with the protocol "streams", Kafka Streams does not take the consumer that paces the commits
        user.keySet().removeIf(name -> name.endsWith("serializer") || name.equals("group.protocol"));
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
        sizes(properties, context.settings().topics());
        internalTopics(context.settings().topics())
                .forEach((name, value) -> properties.put(StreamsConfig.topicPrefix(name), value));
        records(properties, context.clock(), setAside);
        memory.addTo(properties);
        if (!settings.instanceId().isEmpty()) {
            properties.put(
                    StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), settings.instanceId());
        }
        return properties;
    }

    /** Handling of records with any timestamp, and of records that a step fails on. */
    static void records(Properties properties, InstantSource clock, SetAsideRecords setAside) {
        properties.put(StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, RecordTimes.class);
        properties.put(RecordTimes.CLOCK, clock);
        properties.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, ProcessingFaults.class);
        properties.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_GLOBAL_ENABLED_CONFIG, true); // otherwise it warns
        properties.put(ProcessingFaults.RECORDS, setAside);
    }

    private static void latency(Properties properties) {
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 5);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), PRODUCER_BATCH_BYTES);
        // each commit closes all batches, so they are small: setting up lz4 for each costs more than it saves
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "none");
        // the broker asks a transaction to retry while it still writes the markers of the previous one
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), BACKOFF_MILLIS);
        properties.put(StreamsConfig.POLL_MS_CONFIG, POLL_MILLIS);
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, CACHE_BYTES);
    }

    private static void guarantees(Properties properties) {
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        // longer than a pause for networks, but short: readers wait this long for a killed instance
        properties.put(
                StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), TRANSACTION_TIMEOUT_MILLIS);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    }

    private static void sizes(Properties properties, TopicSettings topics) {
        int largest = topics.maxMessageBytes();
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), largest);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.BUFFER_MEMORY_CONFIG), (long)
                Math.max(BUFFER_BYTES, 2 * largest));
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG), largest);
        properties.put(
                StreamsConfig.consumerPrefix(ConsumerConfig.FETCH_MAX_BYTES_CONFIG), Math.max(FETCH_BYTES, largest));
    }

    /** Settings that the internal topics share with ours. Counts of many classes pass through them too. */
    static Map<String, String> internalTopics(TopicSettings topics) {
        Map<String, String> configuration = new TreeMap<>();
        configuration.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "" + topics.maxMessageBytes());
        if (topics.minInsyncReplicas() > 0) {
            configuration.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "" + topics.minInsyncReplicas());
        }
        return configuration;
    }
}
