package dev.pentimento.evaluation;

import dev.pentimento.evaluation.routing.ImagePartitions;
import dev.pentimento.evaluation.state.UnreadableState;
import dev.pentimento.evaluation.state.VersionedFormat;
import dev.pentimento.platform.kafka.Events;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.Topics;
import dev.pentimento.platform.time.RecordTime;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Reads and writes topics within the topology, and gives each node a name.
 *
 * @param unreadable receives internal records that cannot be read
 * @param clock of the machine
 */
record TopicStreams(
        StreamsBuilder builder, Topics topics, Events events, UnreadableState unreadable, InstantSource clock) {
    private static final Serde<byte[]> BYTES = Serdes.ByteArray();

    KStream<byte[], byte[]> source(Topic topic) {
        return builder.stream(topics.name(topic), Consumed.with(BYTES, BYTES).withName(topic.baseName() + "-source"));
    }

    /** The values of all outputs of one kind. */
    static <O, K extends O, V> KStream<byte[], V> outputs(
            KStream<byte[], O> outputs, Class<K> kind, Function<K, V> value) {
        String name = kind.getDeclaringClass().getSimpleName() + "-" + kind.getSimpleName();
        return outputs.filter((key, output) -> kind.isInstance(output), Named.as(name))
                .mapValues(output -> value.apply(kind.cast(output)), Named.as(name + "-value"));
    }

    /** Sends values through an internal topic. Values that cannot be read are dropped and counted. */
    <V> KStream<byte[], V> through(
            String name,
            KStream<byte[], V> values,
            VersionedFormat<V> format,
            int partitions,
            StreamPartitioner<byte[], V> partitioner) {
        return acceptable(values, name)
                .repartition(Repartitioned.with(BYTES, format.serde(name, unreadable))
                        .withName(name)
                        .withNumberOfPartitions(partitions)
                        .withStreamPartitioner(partitioner))
                .filter((key, value) -> value != null, Named.as(name + "-readable"));
    }

    /** Sends encoded values through an internal topic with one partition. */
    <V> KStream<byte[], V> through(String name, KStream<byte[], byte[]> encoded, VersionedFormat<V> format) {
        Deserializer<V> deserializer = format.serde(name, unreadable).deserializer();
        return acceptable(encoded, name)
                .repartition(Repartitioned.with(BYTES, BYTES)
                        .withName(name)
                        .withNumberOfPartitions(1)
                        .withStreamPartitioner(ImagePartitions.byId()))
                .mapValues(value -> deserializer.deserialize(name, value), Named.as(name + "-decoded"))
                .filter((key, value) -> value != null, Named.as(name + "-readable"));
    }

    /**
     * Adds encoded values to an internal topic with one partition that another step already writes.
     *
     * @param applicationId with the topics' prefix
     */
    void into(String name, String applicationId, KStream<byte[], byte[]> encoded) {
        String topic = applicationId + "-" + name + "-repartition";
        acceptable(encoded, name + "-added")
                .to(
                        (key, value, context) -> topic, // a fixed name would count as a topic outside the stream
                        Produced.with(BYTES, BYTES)
                                .withName(name + "-added-sink")
                                .withStreamPartitioner(ImagePartitions.byId()));
    }

    void write(KStream<byte[], ? extends SpecificRecord> values, Topic topic, String name) {
        writeEncoded(values.mapValues(event -> events.write(topic, event), Named.as(name + "-encoded")), topic, name);
    }

    void writeEncoded(KStream<byte[], byte[]> values, Topic topic, String name) {
        acceptable(values, name)
                .to(
                        topics.name(topic),
                        Produced.with(BYTES, BYTES)
                                .withName(name + "-sink")
                                .withStreamPartitioner(ImagePartitions.byId()));
    }

    /** Sends timestamps that the broker accepts, even if a clock is wrong. */
    private <V> KStream<byte[], V> acceptable(KStream<byte[], V> values, String name) {
        return values.process(() -> new AcceptableTimes<>(clock), Named.as(name + "-time"));
    }

    private static final class AcceptableTimes<V> extends ContextualProcessor<byte[], V, byte[], V> {
        private final InstantSource clock;

        AcceptableTimes(InstantSource clock) {
            this.clock = clock;
        }

        @Override
        public void process(Record<byte[], V> record) {
            context()
                    .forward(record.withTimestamp(
                            RecordTime.believed(record.timestamp(), context().currentStreamTimeMs(), clock.millis())));
        }
    }

    /** A processor with its stores. */
    static <V, O> ProcessorSupplier<byte[], V, byte[], O> with(
            Supplier<Processor<byte[], V, byte[], O>> processor, Set<StoreBuilder<?>> stores) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<byte[], V, byte[], O> get() {
                return processor.get();
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return stores;
            }
        };
    }
}
