package dev.pentimento.it.hostile;

import dev.pentimento.platform.kafka.Topic;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntSupplier;
import org.apache.avro.generic.GenericData;
import org.apache.avro.util.Utf8;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Draws records of {@code images} and {@code labels} that somebody broken or malicious might send. */
public final class HostileRecords {
    private static final long[] TIMES = {
        Long.MIN_VALUE, Long.MAX_VALUE, -1, 0, 1, -62_135_596_800_000L, 253_402_300_799_999L, 1_700_000_000_000L
    };
    private static final String[] TEXTS = {
        "",
        "x",
        "a/../../b",
        "..\\..\\windows",
        "\u0000\u0001\u001b[2J\r\n",
        "line\nbreak, \"quote\" and ${jndi:ldap://x/y}",
        "日本語 🜚 ñ ﷽",
        "e\u0301\u202e\ufeff",
        "x".repeat(1_024),
        "😀".repeat(512),
        "x".repeat(1_025),
        "😀".repeat(513),
        "x".repeat(100_000)
    };
    /** Between them, it depends on the thread's stack whether a record can be decoded. */
    private static final int SHALLOW = 500;

    private static final int DEEP = 300_000;
    private static final String[] ADDRESSES = {
        "",
        "file:///etc/passwd",
        "FILE:/etc/passwd",
        "http://169.254.169.254/latest/meta-data",
        "http://[::1]:22/",
        "https://user:secret@host/x?signature=abc",
        "http://good.example/..;/admin",
        "jar:file:/x!/y",
        "not an address at all",
        "http://" + "a".repeat(100_000),
        "ht\u0000tp://x",
        "//x"
    };

    private final PlainRecords records;
    private final RecordTruth truth;
    private final HostileImages images = new HostileImages();
    private final List<String> classes;
    private final IntSupplier good;

    /**
     * @param classes that the champion knows
     * @param good how many images with ids good-0, good-1 … were sent
     */
    public HostileRecords(PlainRecords records, List<String> classes, IntSupplier good) {
        this.records = records;
        this.truth = new RecordTruth(records, Set.copyOf(classes), new ImageTruth(images.whole()), good);
        this.classes = classes;
        this.good = good;
    }

    /** A record of {@code images}. */
    public HostileCase image(String id, SplittableRandom random) {
        int form = random.nextInt(100);
        if (form < 60) {
            HostileImages.Content content = images.draw(random);
            return image(content.kind(), id, event(id, content.bytes()));
        }
        byte[] whole = event(id, images.draw(random).bytes());
        if (form < 75) {
            return image("record with changed bytes", id, Mutator.mutated(whole, random));
        }
        if (form < 79) {
            return image("record cut off", id, Mutator.truncated(whole, random));
        }
        if (form < 84) {
            return texts(id, random);
        }
        if (form < 88) {
            GenericData.Record event = record(id);
            event.put("uri", ADDRESSES[random.nextInt(ADDRESSES.length)]);
            return image("address", id, records.write(Topic.IMAGES, event));
        }
        if (form < 92) {
            GenericData.Record event = record(id);
            event.put("content", ByteBuffer.wrap(images.draw(random).bytes()));
            event.put("capturedAt", TIMES[random.nextInt(TIMES.length)]);
            HostileCase made = image("extreme time", id, records.write(Topic.IMAGES, event));
            return random.nextBoolean() ? made.at(random.nextInt(3) - 1) : made;
        }
        return frame(id, random);
    }

    private HostileCase texts(String id, SplittableRandom random) {
        String text = TEXTS[random.nextInt(TEXTS.length)];
        boolean source = random.nextBoolean();
        GenericData.Record event = record(source ? id : text);
        event.put("content", ByteBuffer.wrap(images.draw(random).bytes()));
        event.put("contentType", TEXTS[random.nextInt(TEXTS.length)]);
        event.put("source", source ? text : null);
        return image("odd id or source", source ? id : text, records.write(Topic.IMAGES, event));
    }

    /** What is around the event: magic byte, id of the schema, key, headers. */
    private HostileCase frame(String id, SplittableRandom random) {
        byte[] whole = event(id, images.draw(random).bytes());
        switch (random.nextInt(12)) {
            case 0 -> {
                whole[0] = (byte) (1 + random.nextInt(255));
                return image("wrong magic byte", id, whole);
            }
            case 1 -> {
                ByteBuffer.wrap(whole).putInt(1, random.nextInt());
                return image("unknown schema", id, whole);
            }
            case 2 -> {
                ByteBuffer.wrap(whole).putInt(1, records.id(any(random)));
                return image("schema of another topic", id, whole);
            }
            case 3 -> {
                Topic other = any(random);
                byte[] body = new byte[random.nextInt(200)];
                random.nextBytes(body);
                return image("other type", id, PlainRecords.framed(records.id(other), body));
            }
            case 4 -> {
                int depth = random.nextBoolean() ? random.nextInt(SHALLOW) : DEEP;
                return image("deep record of a stranger's schema", id, records.chain(depth));
            }
            case 5 -> {
                return image(
                        "array of nothing",
                        id,
                        records.crowd(random.nextInt(random.nextInt(20) == 0 ? 40_000_000 : 1_000)));
            }
            case 6 -> {
                return image("no value", id, null);
            }
            case 7 -> {
                byte[] noise = new byte[random.nextInt(100)];
                random.nextBytes(noise);
                return image("noise", id, noise);
            }
            case 8 -> {
                byte[] key = new byte[random.nextInt(random.nextInt(20) == 0 ? 500_000 : 2_000)];
                random.nextBytes(key);
                return HostileCase.of(Topic.IMAGES, "odd key", key, whole, truth.image(whole));
            }
            case 9 -> {
                return HostileCase.of(Topic.IMAGES, "no key", null, whole, truth.image(whole));
            }
            default -> {
                return image("odd headers", id, random.nextBoolean() ? whole : new byte[0])
                        .withHeaders(headers(random));
            }
        }
    }

    private static Topic any(SplittableRandom random) {
        Topic[] topics = Topic.values();
        return topics[random.nextInt(topics.length)];
    }

    private static List<Header> headers(SplittableRandom random) {
        List<Header> headers = new ArrayList<>();
        int number = random.nextInt(random.nextInt(20) == 0 ? 200_000 : 20);
        for (int i = 0; i < number; i++) {
            byte[] value = number > 20 || random.nextBoolean() ? null : new byte[random.nextInt(2_000)];
            headers.add(new RecordHeader(number > 20 ? "" : headerName(random), value));
        }
        return headers;
    }

    private static String headerName(SplittableRandom random) {
        String[] names = {"", "pentimento.reason", "pentimento.resubmitted.from", "traceparent", "é\n\u0000"};
        return names[random.nextInt(names.length)];
    }

    private byte[] event(String id, byte[] content) {
        return records.image(id, content);
    }

    private static GenericData.Record record(String id) {
        GenericData.Record event = PlainRecords.of(Topic.IMAGES);
        event.put("id", new Utf8(id));
        return event;
    }

    private HostileCase image(String kind, String key, byte[] value) {
        return HostileCase.image(kind, key, value, truth.image(value));
    }

    /** A record of {@code labels}, of an image that was sent or of one that never comes. */
    public HostileCase label(SplittableRandom random) {
        GenericData.Record event = PlainRecords.of(Topic.LABELS);
        String id = random.nextInt(4) == 0 ? "never-" + random.nextInt() : "good-" + random.nextInt(good.getAsInt());
        event.put("imageId", id);
        event.put("label", classes.get(random.nextInt(classes.size())));
        switch (random.nextInt(10)) {
            case 0 -> event.put("label", "Hovercraft " + random.nextInt());
            case 1 -> event.put("label", TEXTS[random.nextInt(TEXTS.length)]);
            case 2 -> event.put("imageId", TEXTS[random.nextInt(TEXTS.length)]);
            case 3 -> event.put("labelledAt", TIMES[random.nextInt(TIMES.length)]);
            case 4 -> event.put("annotator", TEXTS[random.nextInt(TEXTS.length)]);
            case 5 -> event.put("label", null);
            case 6 -> {
                byte[] changed;
                do {
                    changed = Mutator.mutated(records.write(Topic.LABELS, event), random);
                } while (truth.waits(changed));
                return label("label with changed bytes", id, changed, List.of());
            }
            case 7 -> {
                byte[] noise = random.nextBoolean() ? null : new byte[random.nextInt(60)];
                return label("label of noise", id, noise, List.of());
            }
            case 8 -> {
                return label("label with odd headers", id, records.write(Topic.LABELS, event), headers(random));
            }
            default -> {
                return label("label", id, records.write(Topic.LABELS, event), List.of());
            }
        }
        return label("label of an odd field", id, records.write(Topic.LABELS, event), List.of());
    }

    private HostileCase label(String kind, String key, byte[] value, List<Header> headers) {
        byte[] bytes = PlainRecords.bytes(key);
        return HostileCase.of(Topic.LABELS, kind, bytes, value, truth.label(bytes, value, headers))
                .withHeaders(headers);
    }
}
