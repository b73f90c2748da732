package dev.pentimento.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.CommandKind;
import dev.pentimento.events.ModelCommand;
import dev.pentimento.events.Prediction;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.UnusableRecordException;
import dev.pentimento.platform.models.ModelPublisher;
import dev.pentimento.trainer.TrainedVersion;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a swap to a version with another encoder costs an image, at a steady load: a measurement, and as such no part of
 * the build, since it says something only on an otherwise idle machine. docs/how-to/run-the-long-tests.md says how to run it.
 */
@Timeout(value = 2, unit = TimeUnit.HOURS)
class SwapLatencyMeasurement {
    private static final int SWAPS = 10;
    private static final int IMAGES_PER_SECOND = 300;
    private static final double MOST_RATIO = 1.5;
    private static final double LONGEST_GAP_MILLIS = 250;
    private static final Duration AROUND = Duration.ofMillis(2_500);
    private static final Duration STEADY = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    /** A prediction as its readers get it. */
    private record Seen(long atMillis, long latencyMillis, String version) {}

    /** What one swap cost: the 99th percentile of latencies and the longest silence, around it and in as long before. */
    private record Cost(double around, double steady, double gap, double steadyGap) {
        double ratio() {
            return around / steady;
        }
    }

    @Test
    void measure() throws Exception {
        try (Backbone backbone = Backbone.at(folder);
                SteadyStream stream = new SteadyStream(backbone.world())) {
            TrainedVersion first = SmallVersion.trained();
            TrainedVersion second = SmallVersion.another();
            SmallVersion.publish(backbone.context());
            try (Member embedding = Member.embedding(backbone, "measured");
                    Member evaluation = Member.evaluation(backbone, "evaluation");
                    Reader reader = new Reader(backbone)) {
                await(() -> embedding.ready() && evaluation.ready());
                stream.want(Integer.MAX_VALUE);
                stream.start(IMAGES_PER_SECOND);
                new ModelPublisher(backbone.context(), "test").publish(second.version(), second.files());
                reader.awaitQuiet();
                List<Cost> costs = new ArrayList<>();
                for (int i = 0; i < SWAPS; i++) {
                    costs.add(swap(backbone, reader, i % 2 == 0 ? second : first));
                }
                print(costs);
                assertThat(median(costs, Cost::ratio))
                        .as("p99 around a swap, as a multiple of the steady one")
                        .isLessThanOrEqualTo(MOST_RATIO);
                assertThat(median(costs, Cost::gap))
                        .as("longest silence around a swap, ms")
                        .isLessThanOrEqualTo(LONGEST_GAP_MILLIS);
            }
        }
    }

    private static Cost swap(Backbone backbone, Reader reader, TrainedVersion next) {
        String id = next.version().getVersion();
        backbone.world()
                .send(
                        Topic.MODEL_COMMANDS,
                        id,
                        new ModelCommand(
                                UUID.randomUUID().toString(),
                                CommandKind.PROMOTE,
                                id,
                                "measured",
                                "test",
                                Instant.now(),
                                null,
                                false,
                                null,
                                null));
        int from = reader.seen.size();
        await(() -> reader.seen.subList(from, reader.seen.size()).stream()
                .anyMatch(each -> each.version().equals(id)));
        long swapped = reader.seen.subList(from, reader.seen.size()).stream()
                .filter(each -> each.version().equals(id))
                .findFirst()
                .orElseThrow()
                .atMillis();
        reader.awaitQuiet();
        List<Seen> around = reader.between(swapped - AROUND.toMillis(), swapped + AROUND.toMillis());
        long begin = swapped - AROUND.toMillis() - STEADY.toMillis();
        List<Seen> before = reader.between(begin, begin + STEADY.toMillis());
        return new Cost(p99(around), p99(before), gap(around), gap(before));
    }

    private static double gap(List<Seen> seen) {
        double gap = 0;
        for (int i = 1; i < seen.size(); i++) {
            gap = Math.max(gap, seen.get(i).atMillis() - seen.get(i - 1).atMillis());
        }
        return gap;
    }

    private static double p99(List<Seen> seen) {
        long[] sorted = seen.stream().mapToLong(Seen::latencyMillis).sorted().toArray();
        return sorted[(int) Math.ceil(0.99 * sorted.length) - 1];
    }

    private static void print(List<Cost> costs) {
        System.out.println("swap  p99 around  p99 steady  ratio  longest gap  steady gap");
        for (int i = 0; i < costs.size(); i++) {
            Cost cost = costs.get(i);
            System.out.println(
                    row("" + (i + 1), cost.around(), cost.steady(), cost.ratio(), cost.gap(), cost.steadyGap()));
        }
        System.out.println(row(
                "median",
                median(costs, Cost::around),
                median(costs, Cost::steady),
                median(costs, Cost::ratio),
                median(costs, Cost::gap),
                median(costs, Cost::steadyGap)));
    }

    private static String row(String name, double around, double steady, double ratio, double gap, double steadyGap) {
        return String.format(
                Locale.ROOT,
                "%-6s %6.0f ms   %6.0f ms   %5.2f  %6.0f ms    %6.0f ms",
                name,
                around,
                steady,
                ratio,
                gap,
                steadyGap);
    }

    private static double median(List<Cost> costs, ToDoubleFunction<Cost> figure) {
        double[] sorted = costs.stream().mapToDouble(figure).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private static void await(java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(50))
                .until(condition);
    }

    /** Reads predictions as soon as they are committed. */
    private static final class Reader implements AutoCloseable {
        private final Backbone backbone;
        private final List<Seen> seen = new CopyOnWriteArrayList<>();
        private final Thread thread = new Thread(this::read, "reader");
        private volatile boolean closed;

        Reader(Backbone backbone) {
            this.backbone = backbone;
            thread.start();
        }

        private void read() {
            String topic = backbone.context().topics().name(Topic.PREDICTIONS);
            try (Consumer<byte[], byte[]> consumer = backbone.context()
                    .clients()
                    .consumer("measuring", Map.of("group.id", "measuring", "fetch.max.wait.ms", 10))) {
                consumer.subscribe(List.of(topic));
                while (!closed) {
                    List<Seen> polled = new ArrayList<>();
                    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(50))) {
                        long now = System.currentTimeMillis();
                        String version = backbone.context()
                                .events()
                                .read(Topic.PREDICTIONS, record.value(), Prediction.class)
                                .getModelVersion();
                        polled.add(new Seen(now, now - record.timestamp(), version));
                    }
                    seen.addAll(polled);
                }
            } catch (UnusableRecordException e) {
                throw new AssertionError(e);
            }
        }

        /** Until the steady time and the time around a swap have passed since what came last. */
        void awaitQuiet() {
            long until = System.currentTimeMillis() + AROUND.toMillis() + STEADY.toMillis() + 1_000;
            await(() -> !seen.isEmpty() && seen.get(seen.size() - 1).atMillis() > until);
        }

        List<Seen> between(long fromMillis, long toMillis) {
            return seen.stream()
                    .filter(each -> each.atMillis() >= fromMillis && each.atMillis() < toMillis)
                    .toList();
        }

        @Override
        public void close() throws InterruptedException {
            closed = true;
            thread.join();
        }
    }
}
