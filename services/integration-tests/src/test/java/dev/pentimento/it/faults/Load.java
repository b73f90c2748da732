package dev.pentimento.it.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pentimento.it.SmallVersion;
import dev.pentimento.it.faults.recount.AvroWire;
import dev.pentimento.it.faults.recount.AvroWire.Registered;
import dev.pentimento.it.faults.recount.Place;
import dev.pentimento.it.faults.recount.Recount;
import dev.pentimento.learning.data.Example;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Cameras and annotators of one schedule. Some images come twice, some are broken; labels are early, late, changed, withdrawn
 * or of no known class. What the brokers acknowledged is remembered.
 */
final class Load implements AutoCloseable {
    private static final int TICK_MILLIS = 100;
    private static final long DELIVERY_MILLIS = Duration.ofMinutes(15).toMillis();
    private static final List<Example> EXAMPLES = SmallVersion.unseen(0, 400);
    private static final String[] SOURCES = {"north", "south", "west"};

    private final KafkaProducer<byte[], byte[]> producer;
    private final AvroWire avro;
    private final Registered images;
    private final Registered labels;
    private final String prefix;
    private final SplittableRandom random;
    private final int perTick;
    private final Map<Place, String> acknowledged = new ConcurrentHashMap<>();
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    /** Labels to come, by tick. */
    private final TreeMap<Long, List<Runnable>> due = new TreeMap<>();

    private final List<Runnable> atTheEnd = new ArrayList<>();
    private final Thread thread;
    private volatile boolean ending;
    private volatile int factor = 1;
    private volatile long clockMillis;
    private long tick;
    private int sent;

    Load(String bootstrapServers, AvroWire avro, Registered images, Registered labels, Schedule schedule, int rate) {
        this.avro = avro;
        this.images = images;
        this.labels = labels;
        this.prefix = schedule.prefix();
        this.random = new SplittableRandom(schedule.seed());
        this.perTick = Math.max(1, rate * TICK_MILLIS / 1_000);
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "client.id",
                        "load",
                        "acks",
                        "all",
                        "delivery.timeout.ms",
                        (int) DELIVERY_MILLIS,
                        "request.timeout.ms",
                        10_000,
                        // With several in flight, the producer was seen to send batches again for minutes that the
                        // broker refused each time: OUT_OF_ORDER_SEQUENCE_NUMBER.
                        "max.in.flight.requests.per.connection",
                        1,
                        "max.block.ms",
                        DELIVERY_MILLIS,
                        "enable.metrics.push",
                        false),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.thread = new Thread(this::run, "load");
        this.thread.setDaemon(true);
    }

    Load start() {
        thread.start();
        return this;
    }

    /** Sends so many times as many images per second. */
    void rate(int factor) {
        this.factor = factor;
    }

    /** Timestamps are so much off from now on. */
    void clock(Duration off) {
        this.clockMillis = off.toMillis();
    }

    private void run() {
        try {
            long begin = System.nanoTime();
            while (!ending) {
                tick();
                long next = begin + tick * TICK_MILLIS * 1_000_000L;
                Thread.sleep(Math.max(0, (next - System.nanoTime()) / 1_000_000));
            }
            due.values().forEach(each -> each.forEach(Runnable::run));
            producer.flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
        }
    }

    private void tick() {
        for (int i = perTick * factor; i > 0; i--) {
            image();
        }
        tick++;
        Map<Long, List<Runnable>> now = due.headMap(tick, true);
        List<Runnable> all = now.values().stream().flatMap(List::stream).toList();
        now.clear();
        all.forEach(Runnable::run);
    }

    private void image() {
        int number = sent++;
        int dice = random.nextInt(1_000);
        if (dice < 5) {
            send("images", prefix + number + Recount.BROKEN, new byte[] {1, 2, 3}, clockMillis);
        } else if (dice < 10) {
            String id = prefix + number + Recount.BROKEN;
            send("images", id, image(id, new byte[] {1, 2, 3}, null), clockMillis);
        } else {
            good(prefix + number, EXAMPLES.get(number % EXAMPLES.size()), dice < 30);
        }
    }

    private void good(String id, Example example, boolean twice) {
        if (random.nextInt(100) < 5 && !twice) {
            label(id, example.label());
        }
        String source = random.nextInt(10) == 0 ? null : SOURCES[random.nextInt(SOURCES.length)];
        send("images", id, image(id, example.content(), source), clockMillis);
        if (twice) {
            send(
                    "images",
                    id,
                    image(id, EXAMPLES.get(random.nextInt(EXAMPLES.size())).content(), source),
                    clockMillis);
            // Which of the two a label meets is certain only when both have been answered.
            atTheEnd.add(() -> label(id, example.label()));
            return;
        }
        int dice = random.nextInt(100);
        if (dice < 60) {
            later(100, () -> label(id, example.label()));
        }
        if (dice < 5) {
            later(200, () -> label(id, EXAMPLES.get(sent % EXAMPLES.size()).label()));
        } else if (dice < 8) {
            later(200, () -> label(id, null));
        } else if (dice < 9) {
            later(50, () -> label(id, "no such class"));
        } else if (dice > 97) {
            atTheEnd.add(() -> label(id, example.label()));
        }
    }

    private void later(int mostTicks, Runnable label) {
        due.computeIfAbsent(tick + 1 + random.nextInt(mostTicks), none -> new ArrayList<>())
                .add(label);
    }

    private byte[] image(String id, byte[] content, @Nullable String source) {
        GenericRecord image = new GenericData.Record(images.schema());
        image.put("id", id);
        image.put("content", ByteBuffer.wrap(content));
        image.put("source", source);
        if (random.nextInt(3) == 0) {
            image.put("capturedAt", System.currentTimeMillis() + clockMillis - random.nextInt(20_000));
        }
        return avro.write(images, image);
    }

    private void label(String id, @Nullable String label) {
        GenericRecord record = new GenericData.Record(labels.schema());
        record.put("imageId", id);
        record.put("label", label);
        send("labels", id, avro.write(labels, record), 0);
    }

    private void send(String topic, String key, byte[] value, long clock) {
        long timestamp = System.currentTimeMillis() + clock;
        producer.send(new ProducerRecord<>(topic, null, timestamp, key.getBytes(UTF_8), value), (at, thrown) -> {
            if (thrown != null) {
                failure.compareAndSet(null, thrown);
            } else if (topic.equals("images")) {
                acknowledged.put(new Place(at.partition(), at.offset()), key);
            }
        });
    }

    /** Sends no more, and returns when the brokers have everything. */
    void end() {
        ending = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        Exception thrown = failure.get();
        if (thrown != null) {
            throw new IllegalStateException("the brokers do not take what the harness sends", thrown);
        }
    }

    /** Sends the labels that come when everything has been answered. */
    void sendLastLabels() {
        atTheEnd.forEach(Runnable::run);
        producer.flush();
    }

    /** Keys of the images that the brokers have acknowledged. */
    Map<Place, String> acknowledged() {
        return acknowledged;
    }

    @Override
    public void close() {
        ending = true;
        producer.close(Duration.ZERO);
    }
}
