package dev.pentimento.embedding;

import dev.pentimento.platform.ServiceContext;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.GroupProtocol;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.jspecify.annotations.Nullable;

/** Makes the Kafka clients with the properties that the guarantees need, and binds their metrics. */
final class EmbeddingClients implements AutoCloseable {
    /** Kafka's own default. */
    private static final int ORDINARY_POLL_MILLIS = 300_000;

    private final ServiceContext context;
    private final EmbeddingSettings settings;
    private @Nullable KafkaClientMetrics consumerMetrics;
    private @Nullable KafkaClientMetrics producerMetrics;

    EmbeddingClients(ServiceContext context, EmbeddingSettings settings) {
        this.context = context;
        this.settings = settings;
    }

    Consumer<byte[], byte[]> consumer(GroupProtocol protocol) {
        if (consumerMetrics != null) {
            consumerMetrics.close();
        }
        Consumer<byte[], byte[]> consumer =
                context.clients().consumer(settings.clientName(), consumerProperties(protocol));
        consumerMetrics = new KafkaClientMetrics(consumer);
        consumerMetrics.bindTo(context.metrics());
        return consumer;
    }

    Producer<byte[], byte[]> producer() {
        if (producerMetrics != null) {
            producerMetrics.close();
        }
        Producer<byte[], byte[]> producer = context.clients().producer(settings.clientName(), producerProperties());
        producerMetrics = new KafkaClientMetrics(producer);
        producerMetrics.bindTo(context.metrics());
        return producer;
    }

    Map<String, Object> consumerProperties(GroupProtocol protocol) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, context.topics().prefixed(settings.groupId()));
        properties.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, protocol.name().toLowerCase(Locale.ROOT));
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, settings.maxImages());
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        if (!settings.uriAllow().isEmpty()) {
            // every address of a poll may use the whole timeout: the member is then slow, not dead
            long slowest = ORDINARY_POLL_MILLIS
                    + settings.maxImages() * settings.uriTimeout().toMillis();
            properties.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, (int) Math.min(Integer.MAX_VALUE, slowest));
        }
        if (protocol == GroupProtocol.CLASSIC) {
            properties.put(
                    ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
            properties.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, transactionalId());
        }
        return properties;
    }

    Map<String, Object> producerProperties() {
        return Map.of(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                transactionalId(),
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                (int) settings.transactionTimeout().toMillis());
    }

    private String transactionalId() {
        return context.topics().prefixed(settings.clientName());
    }

    @Override
    public void close() {
        if (consumerMetrics != null) {
            consumerMetrics.close();
        }
        if (producerMetrics != null) {
            producerMetrics.close();
        }
    }
}
