package dev.pentimento.benchmarks.pieces;

import dev.pentimento.benchmarks.workload.Folders;
import dev.pentimento.evaluation.EvaluationSettings;
import dev.pentimento.evaluation.joining.Arrival;
import dev.pentimento.evaluation.joining.JoinMetrics;
import dev.pentimento.evaluation.joining.JoinOutput;
import dev.pentimento.evaluation.joining.JoinProcessor;
import dev.pentimento.evaluation.opinions.JudgedImage;
import dev.pentimento.evaluation.opinions.OpinionBatch;
import dev.pentimento.evaluation.routing.DeadLetterWriter;
import dev.pentimento.evaluation.routing.SetAsideRecords;
import dev.pentimento.evaluation.state.StoreBuilders;
import dev.pentimento.evaluation.state.UnreadableState;
import dev.pentimento.platform.kafka.DeadLetters;
import dev.pentimento.platform.operations.DeadLetterCounters;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Settings;
import dev.pentimento.platform.tracing.Tracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** The step that joins images and labels, with its stores on disk, and without a broker. */
final class JoinStream implements AutoCloseable {
    private static final String TOPIC = "opinions";
    private static final String SERVICE = "bench";

    private final Path folder;
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> input;
    private long sent;

    JoinStream() {
        try {
            folder = Files.createTempDirectory("pentimento-pieces-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Properties properties = new Properties();
        properties.putAll(Map.of(
                StreamsConfig.APPLICATION_ID_CONFIG,
                SERVICE,
                StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
                "none:1",
                StreamsConfig.STATE_DIR_CONFIG,
                folder.toString()));
        driver = new TopologyTestDriver(topology(), properties);
        input = driver.createInputTopic(TOPIC, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static Topology topology() {
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        UnreadableState unreadable = new UnreadableState(metrics);
        return new Topology()
                .addSource(TOPIC, new ByteArrayDeserializer(), (topic, bytes) -> arrival(bytes), TOPIC)
                .addProcessor("join", new Join(metrics, unreadable), TOPIC);
    }

    private static Arrival arrival(byte[] opinions) {
        return new Arrival.OfOpinions(OpinionBatch.FORMAT.fromBytes(opinions));
    }

    private record Join(SimpleMeterRegistry metrics, UnreadableState unreadable)
            implements ProcessorSupplier<byte[], Arrival, byte[], JoinOutput> {
        @Override
        public Processor<byte[], Arrival, byte[], JoinOutput> get() {
            PlatformSettings platform = PlatformSettings.from(Settings.of(Map.of()));
            EvaluationSettings settings = EvaluationSettings.from(Settings.of(Map.of()), platform);
            return new JoinProcessor(
                    settings.quality().windows(),
                    settings.eventTime(),
                    "labels",
                    new DeadLetterWriter(new DeadLetters(SERVICE), new DeadLetterCounters(metrics, SERVICE)),
                    new SetAsideRecords(metrics),
                    new JoinMetrics(metrics),
                    unreadable,
                    Tracing.OFF);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return JoinProcessor.stores(new StoreBuilders(Stores::persistentKeyValueStore, unreadable));
        }
    }

    /** A record with these images under new ids. Forgets what the stream has sent, which the driver keeps. */
    byte[] opinions(List<JudgedImage> images) {
        driver.producedTopicNames().forEach(this::drain);
        List<JudgedImage> renamed = new ArrayList<>(images.size());
        for (JudgedImage image : images) {
            renamed.add(new JudgedImage(
                    "bench-" + sent++,
                    image.image(),
                    image.embedding(),
                    image.timestampMillis(),
                    image.capturedAt(),
                    image.source(),
                    image.lineUp(),
                    image.opinions()));
        }
        return OpinionBatch.FORMAT.toBytes(new OpinionBatch(images.get(0).lineUp(), renamed));
    }

    private void drain(String topic) {
        driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    void process(byte[] opinions) {
        input.pipeInput(opinions);
    }

    /** The number of images in the store. */
    long images() {
        long images = 0;
        try (KeyValueIterator<Object, Object> all =
                driver.getKeyValueStore(JoinProcessor.IMAGES).all()) {
            while (all.hasNext()) {
                all.next();
                images++;
            }
        }
        return images;
    }

    @Override
    public void close() {
        driver.close();
        try {
            Folders.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
