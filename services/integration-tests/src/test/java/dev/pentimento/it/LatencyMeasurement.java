package dev.pentimento.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.OperatingSystemMXBean;
import dev.pentimento.events.EmbeddingBatch;
import dev.pentimento.events.Prediction;
import dev.pentimento.learning.data.Example;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.UnusableRecordException;
import io.micrometer.core.instrument.Meter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long an image waits for its committed embedding and its committed prediction, at fixed rates: images are sent when
 * they are due, whether or not earlier ones are answered. A measurement, and as such no part of the build, since it says
 * something only on an otherwise idle machine. docs/how-to/run-the-long-tests.md says how to run it.
 */
@Timeout(value = 2, unit = TimeUnit.HOURS)
class LatencyMeasurement {
    private static final int[] RATES = Arrays.stream(
                    System.getProperty("latency.rates", "30,300,1000,3000,6000").split(","))
            .mapToInt(Integer::parseInt)
            .toArray();
    private static final int SECONDS = Integer.getInteger("latency.seconds", 20);
    private static final int WARM_UP_SECONDS = Integer.getInteger("latency.warm.up.seconds", 20);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final List<Example> examples = SmallVersion.unseen(0, 1_000);
    private int sent;

    @TempDir
    Path folder;

    @Test
    void measure() throws Exception {
        try (Backbone backbone = Backbone.at(folder)) {
            SmallVersion.publish(backbone.context());
            try (Member embedding = Member.embedding(backbone, "measured");
                    Member evaluation = Member.evaluation(backbone, "evaluation");
                    Arrivals embeddings = new Arrivals(backbone, Topic.EMBEDDINGS);
                    Arrivals predictions = new Arrivals(backbone, Topic.PREDICTIONS);
                    Producer<byte[], byte[]> camera =
                            backbone.context().clients().producer("camera", Map.of("linger.ms", 0))) {
                Awaitility.await().atMost(PATIENCE).until(() -> embedding.ready() && evaluation.ready());
                send(backbone, camera, IntStream.of(RATES).max().orElseThrow(), WARM_UP_SECONDS);
                awaitAll(predictions);
                System.out.println(
                        "images/s  embedding p50/p99/p99.9   prediction p50/p99/p99.9   CPU/image   transactions");
                for (int rate : RATES) {
                    int first = sent;
                    long cpu = cpuNanos();
                    Transactions ofEmbedding = new Transactions(embedding, "pentimento.embedding.transaction");
                    Transactions ofEvaluation = new Transactions(evaluation, "kafka.stream.thread.commit.total");
                    send(backbone, camera, rate, SECONDS);
                    awaitAll(predictions);
                    awaitAll(embeddings);
                    System.out.printf(
                            Locale.ROOT,
                            "%8d  %s ms   %s ms   %6.0f µs   embedding %s, evaluation %s%n",
                            rate,
                            embeddings.since(first),
                            predictions.since(first),
                            (cpuNanos() - cpu) / 1e3 / (sent - first),
                            ofEmbedding,
                            ofEvaluation);
                }
            }
        }
    }

    private void send(Backbone backbone, Producer<byte[], byte[]> camera, int rate, int seconds) {
        String topic = backbone.context().topics().name(Topic.IMAGES);
        long begin = System.nanoTime();
        for (int i = 0; i < rate * seconds; i++) {
            long due = begin + i * 1_000_000_000L / rate;
            LockSupport.parkNanos(due - System.nanoTime());
            String id = "image-" + sent;
            byte[] image = backbone.context()
                    .events()
                    .write(
                            Topic.IMAGES,
                            WorldOutside.image(
                                            id,
                                            examples.get(sent % examples.size()).content())
                                    .build());
            camera.send(new ProducerRecord<>(topic, id.getBytes(UTF_8), image));
            sent++;
        }
        camera.flush();
    }

    private void awaitAll(Arrivals arrivals) {
        Awaitility.await().atMost(PATIENCE).until(() -> arrivals.count() >= sent);
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    /** Those of a service since this object was made, and how long its producer waited in each of their steps. */
    private record Transactions(Member member, String counter, double before, List<Double> waitedBefore) {
        private static final List<String> STEPS = List.of("flush", "txn.send.offsets", "txn.commit");

        Transactions(Member member, String counter) {
            this(member, counter, sum(member, counter), waited(member));
        }

        private static List<Double> waited(Member member) {
            return STEPS.stream()
                    .map(step -> sum(member, "kafka.producer." + step + ".time.ns.total"))
                    .toList();
        }

        private static double sum(Member member, String name) {
            return member.context().metrics().getMeters().stream()
                    .filter(meter -> meter.getId().getName().equals(name))
                    .map(Meter::measure)
                    .mapToDouble(measured -> measured.iterator().next().getValue())
                    .sum();
        }

        @Override
        public String toString() {
            double count = sum(member, counter) - before;
            List<Double> waited = waited(member);
            String steps = IntStream.range(0, STEPS.size())
                    .mapToObj(i -> String.format(
                            Locale.ROOT, "%.1f", (waited.get(i) - waitedBefore.get(i)) / 1e6 / Math.max(1, count)))
                    .collect(Collectors.joining(" + "));
            return String.format(Locale.ROOT, "%.1f/s (flush + offsets + commit: %s ms)", count / SECONDS, steps);
        }
    }

    /** When the images of a topic's committed records came to a reader, in the order of their arrival. */
    private static final class Arrivals implements AutoCloseable {
        private final Backbone backbone;
        private final Topic topic;
        private final Thread thread;
        private long[] latencies = new long[1 << 16];
        private int count;
        private volatile boolean closed;

        Arrivals(Backbone backbone, Topic topic) {
            this.backbone = backbone;
            this.topic = topic;
            thread = new Thread(this::read, "reader of " + topic);
            thread.start();
        }

        private void read() {
            try (Consumer<byte[], byte[]> consumer = backbone.context()
                    .clients()
                    .consumer("measuring-" + topic, Map.of("group.id", "measuring-" + topic))) {
                consumer.subscribe(List.of(backbone.context().topics().name(topic)));
                while (!closed) {
                    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(50))) {
                        long now = System.currentTimeMillis();
                        sent(record).forEach(timestamp -> add(now - timestamp));
                    }
                }
            }
        }

        private LongStream sent(ConsumerRecord<byte[], byte[]> record) {
            try {
                return topic == Topic.PREDICTIONS
                        ? LongStream.of(backbone.context()
                                .events()
                                .read(topic, record.value(), Prediction.class)
                                .getImageTimestamp()
                                .toEpochMilli())
                        : backbone
                                .context()
                                .events()
                                .read(topic, record.value(), EmbeddingBatch.class)
                                .getImages()
                                .stream()
                                .mapToLong(image -> image.getTimestamp().toEpochMilli());
            } catch (UnusableRecordException e) {
                throw new AssertionError(e);
            }
        }

        private synchronized void add(long latency) {
            if (count == latencies.length) {
                latencies = Arrays.copyOf(latencies, 2 * count);
            }
            latencies[count++] = latency;
        }

        synchronized int count() {
            return count;
        }

        /** Of all images after the first so many. */
        synchronized String since(int first) {
            long[] sorted = Arrays.copyOfRange(latencies, first, count);
            Arrays.sort(sorted);
            return String.format(
                    Locale.ROOT,
                    "%5d %5d %5d",
                    percentile(sorted, 0.5),
                    percentile(sorted, 0.99),
                    percentile(sorted, 0.999));
        }

        private static long percentile(long[] sorted, double share) {
            return sorted[(int) Math.ceil(share * sorted.length) - 1];
        }

        @Override
        public void close() throws InterruptedException {
            closed = true;
            thread.join();
        }
    }
}
