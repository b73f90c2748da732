package dev.pentimento.evaluation;

import static dev.pentimento.evaluation.TestStream.BEGIN;

import dev.pentimento.evaluation.models.HeadsJudge;
import dev.pentimento.evaluation.models.Judge;
import dev.pentimento.evaluation.models.LoadedVersion;
import dev.pentimento.evaluation.models.Reference;
import dev.pentimento.evaluation.models.ServingVersions;
import dev.pentimento.events.EmbeddedImage;
import dev.pentimento.events.EmbeddingBatch;
import dev.pentimento.events.EmbeddingSection;
import dev.pentimento.events.Label;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.inference.Networks;
import dev.pentimento.learning.network.Architecture;
import dev.pentimento.learning.network.MlpClassifier;
import dev.pentimento.learning.network.Network;
import dev.pentimento.learning.network.NetworkFile;
import dev.pentimento.learning.network.ResidualCorrection;
import dev.pentimento.learning.network.Weights;
import dev.pentimento.platform.kafka.Events;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.Topics;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Settings;
import dev.pentimento.statistics.FloatMatrix;
import dev.pentimento.statistics.drift.DriftReference;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.SplittableRandom;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.Stores;

/**
 * How many images a second one core takes through the whole topology, stores on disk included, broker not, and what share
 * of the CPU time quality and drift take: 128 dimensions, ten classes, a candidate, a label for every image.
 */
public final class EvaluationSpeed {
    private static final int DIMENSIONS = 128;
    private static final int IMAGES = 102_400;
    private static final List<String> TEN = List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j");

    private EvaluationSpeed() {}

    /**
     * In the second half of a run.
     *
     * @param share of the CPU time that the stream's thread works on records and on its clock, that quality and drift take,
     *     0 to 1
     * @param micros CPU time of quality and drift for an image with its label
     */
    public record Speed(double images, double labels, double both, double share, double micros) {}

    /** Prints the speed with batches of the size given, without networks and with. */
    public static void main(String[] arguments) throws IOException {
        int batch = arguments.length == 0 ? 256 : Integer.parseInt(arguments[0]);
        for (boolean networks : new boolean[] {false, true}) {
            Speed speed = measure(batch, networks);
            System.out.printf(
                    "batches of %d, %s networks: images %.0f/s, labels %.0f/s, both %.0f/s; quality and drift take %.1f %%, %.1f µs an image%n",
                    batch,
                    networks ? "with" : "without",
                    speed.images(),
                    speed.labels(),
                    speed.both(),
                    100 * speed.share(),
                    speed.micros());
        }
    }

    /** @param networks whether classifier and correction are networks of the usual sizes, else they take no time */
    public static Speed measure(int batch, boolean networks) throws IOException {
        String state = Files.createTempDirectory("speed").toString();
        Map<String, String> raw = new HashMap<>(Map.of("evaluation.partitions", "1"));
        InMemoryAvro.settings().forEach((name, value) -> raw.put("kafka." + name, value));
        PlatformSettings platform = PlatformSettings.from(Settings.of(raw));
        EvaluationSettings settings = EvaluationSettings.from(Settings.of(raw), platform);
        Topics topics = new Topics(platform);
        Random random = new Random(1);
        try (Events events = new Events(platform, topics);
                ServingVersions versions = new ServingVersions(InstantSource.system())) {
            Reference reference = reference(random);
            versions.swap(
                    LoadedVersion.of("v1", "e1", TEN, networks ? networks(1) : timeless(), reference),
                    List.of(LoadedVersion.of("c1", "e1", TEN, networks ? networks(2) : timeless(), null)));
            Surroundings surroundings = new Surroundings(
                    topics,
                    events,
                    versions,
                    new Instruments(new SimpleMeterRegistry()),
                    InstantSource.system(),
                    Stores::persistentKeyValueStore);
            Properties properties = new Properties();
            properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "speed");
            properties.put(StreamsConfig.STATE_DIR_CONFIG, state);
            try (TopologyTestDriver driver =
                    new TopologyTestDriver(EvaluationTopology.build(settings, surroundings), properties, BEGIN)) {
                return run(driver, topics, events, random, batch);
            }
        }
    }

    private static Speed run(TopologyTestDriver driver, Topics topics, Events events, Random random, int batchSize) {
        TestInputTopic<byte[], byte[]> embeddings = driver.createInputTopic(
                topics.name(Topic.EMBEDDINGS), new ByteArraySerializer(), new ByteArraySerializer());
        TestInputTopic<byte[], byte[]> labels = driver.createInputTopic(
                topics.name(Topic.LABELS), new ByteArraySerializer(), new ByteArraySerializer());
        FloatMatrix vectors = matrix(random, batchSize);
        long labelNanos = 0;
        long imageNanos = 0;
        int rounds = Math.min(IMAGES / batchSize, 20_000);
        CostShare cost = new CostShare(Thread.currentThread());
        for (int round = 0; round < rounds; round++) {
            if (round == rounds / 2) {
                labelNanos = 0;
                imageNanos = 0;
            }
            List<EmbeddedImage> images = new ArrayList<>();
            List<byte[]> given = new ArrayList<>();
            for (int i = 0; i < batchSize; i++) {
                String id = "image-" + (round * batchSize + i);
                images.add(new EmbeddedImage(
                        id, (long) (round * batchSize + i), BEGIN.plusMillis(round * 25L), null, "left"));
                given.add(events.write(Topic.LABELS, new Label(id, TEN.get(random.nextInt(10)), null, null)));
            }
            byte[] batch = events.write(
                    Topic.EMBEDDINGS,
                    new EmbeddingBatch(
                            0,
                            images,
                            List.of(new EmbeddingSection("e1", DIMENSIONS, vectors.toLittleEndian())),
                            BEGIN));
            cost.counting(round >= rounds / 2);
            long began = System.nanoTime();
            embeddings.pipeInput(null, batch, BEGIN.plusMillis(round * 25L));
            long then = System.nanoTime();
            imageNanos += then - began;
            for (byte[] label : given) {
                labels.pipeInput(null, label, BEGIN.plusMillis(round * 25L));
            }
            if (round % Math.max(1, 5_120 / batchSize) == 0) {
                driver.advanceWallClockTime(Duration.ofMillis(500));
            }
            labelNanos += System.nanoTime() - then;
            cost.counting(false);
            for (Topic topic :
                    List.of(Topic.PREDICTIONS, Topic.OUTCOMES, Topic.PREDICTION_QUALITY, Topic.EMBEDDING_DRIFT)) {
                driver.createOutputTopic(
                                topics.name(topic),
                                new org.apache.kafka.common.serialization.ByteArrayDeserializer(),
                                new org.apache.kafka.common.serialization.ByteArrayDeserializer())
                        .readValuesToList();
            }
        }
        double counted = rounds / 2.0 * batchSize;
        cost.close();
        return new Speed(
                counted * 1e9 / imageNanos,
                counted * 1e9 / labelNanos,
                counted * 1e9 / (imageNanos + labelNanos),
                cost.share(),
                cost.nanos() / 1e3 / counted);
    }

    private static FloatMatrix matrix(Random random, int rows) {
        float[] values = new float[rows * DIMENSIONS];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return new FloatMatrix(rows, DIMENSIONS, values);
    }

    private static Reference reference(Random random) {
        FloatMatrix heldOut = matrix(random, 2000);
        int[] predicted = new int[2000];
        float[] margins = new float[2000];
        for (int i = 0; i < predicted.length; i++) {
            predicted[i] = random.nextInt(10);
            margins[i] = random.nextFloat();
        }
        return new Reference("0123456789abcdef", DriftReference.fit(heldOut, predicted, margins, 10, 1), TEN);
    }

    private static Judge networks(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return new HeadsJudge(Networks.loadHeads(
                file(new MlpClassifier(DIMENSIONS, List.of(256, 128), 10, 0.3f), random),
                file(new ResidualCorrection(DIMENSIONS, 256, 0.1f, false), random),
                DIMENSIONS,
                10,
                ComputeDevice.CPU));
    }

    private static NetworkFile file(Architecture architecture, SplittableRandom random) {
        try (Network network =
                new Network(architecture, Weights.initial(architecture.tensors(), random, ComputeDevice.CPU))) {
            return network.toFile();
        }
    }

    /** Takes no time, so that only the stream's own is measured. */
    private static Judge timeless() {
        return new Judge() {
            @Override
            public int dimensions() {
                return DIMENSIONS;
            }

            @Override
            public Answers judge(FloatMatrix embeddings) {
                float[] values = new float[embeddings.rows() * 10];
                for (int i = 0; i < values.length; i++) {
                    values[i] = 0.02f + 0.01f * (i * 31 % 17);
                }
                FloatMatrix chances = new FloatMatrix(embeddings.rows(), 10, values);
                FloatMatrix moved = new FloatMatrix(embeddings.rows(), DIMENSIONS, embeddings.values());
                return new Answers(chances, chances, moved, new FloatMatrix(embeddings.rows(), 10, values.clone()));
            }

            @Override
            public void close() {}
        };
    }
}
