package dev.pentimento.it.hostile;

import dev.pentimento.platform.kafka.Topic;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;

/** Draws records of {@code embeddings} that the embedding service did not write. */
public final class HostileEmbeddings {
    /** No image stands there: predictions of it are strangers'. */
    public static final long STRANGE_OFFSET = 1L << 40;

    private final PlainRecords records;
    private final String encoder;
    private final int dimensions;

    /**
     * @param encoder the champion's
     * @param dimensions of its vectors
     */
    public HostileEmbeddings(PlainRecords records, String encoder, int dimensions) {
        this.records = records;
        this.encoder = encoder;
        this.dimensions = dimensions;
    }

    /** A batch before it is spoilt. */
    private final class Batch {
        private final int images;
        private int partition;
        private long timestamp = System.currentTimeMillis();
        private @Nullable Long capturedAt;
        private long offset = STRANGE_OFFSET;
        private String id = "stranger";
        private String source = "nowhere";
        private String section = encoder;
        private int sections = 1;
        private int claimed = dimensions;
        private float fill = 0.1f;
        private int missing;

        Batch(int images) {
            this.images = images;
        }

        byte[] bytes() {
            GenericData.Record batch = PlainRecords.of(Topic.EMBEDDINGS);
            Schema image = batch.getSchema().getField("images").schema().getElementType();
            List<GenericData.Record> all = new ArrayList<>();
            for (int i = 0; i < images; i++) {
                GenericData.Record each = new GenericData.Record(image);
                each.put("id", id);
                each.put("offset", offset);
                each.put("timestamp", timestamp);
                each.put("capturedAt", capturedAt);
                each.put("source", source);
                all.add(each);
            }
            batch.put("imagePartition", partition);
            batch.put("images", all);
            batch.put("sections", sections(batch.getSchema()));
            batch.put("embeddedAt", timestamp);
            return records.write(Topic.EMBEDDINGS, batch);
        }

        private List<GenericData.Record> sections(Schema batch) {
            Schema section = batch.getField("sections").schema().getElementType();
            List<GenericData.Record> all = new ArrayList<>();
            for (int i = 0; i < sections; i++) {
                GenericData.Record each = new GenericData.Record(section);
                each.put("encoderId", i == 0 ? Batch.this.section : "0".repeat(63) + i);
                each.put("dimensions", claimed);
                ByteBuffer vectors = ByteBuffer.allocate(Math.max(0, images * Math.max(0, claimed) * 4 - missing))
                        .order(ByteOrder.LITTLE_ENDIAN);
                while (vectors.remaining() >= 4) {
                    vectors.putFloat(fill);
                }
                each.put("vectors", vectors.rewind());
                all.add(each);
            }
            return all;
        }
    }

    /** A record of {@code embeddings} that is refused at once. */
    public HostileCase draw(SplittableRandom random) {
        Batch batch = new Batch(1 + random.nextInt(5));
        switch (random.nextInt(14)) {
            case 0 -> batch.fill = random.nextBoolean() ? Float.NaN : Float.NEGATIVE_INFINITY;
            case 1 -> batch.claimed = dimensions + 1 + random.nextInt(3);
            case 2 -> batch.claimed = -random.nextInt(3);
            case 3 -> batch.missing = 1 + random.nextInt(4);
            case 4 -> batch.partition = -1 - random.nextInt(5);
            case 5 -> batch.offset = -1 - random.nextInt(5);
            case 6 -> batch.timestamp = random.nextBoolean() ? Long.MIN_VALUE : Long.MAX_VALUE;
            case 7 -> batch.id = random.nextBoolean() ? "" : "x".repeat(2_000_000);
            case 8 -> batch.source = "x".repeat(1_025 + random.nextInt(2_000_000));
            case 9 -> batch.sections = 0;
            case 10 -> batch.section = random.nextBoolean() ? "" : "no hash ".repeat(100_000);
            case 11 -> {
                return of("embeddings cut off", Mutator.truncated(batch.bytes(), random), Fate.UNDECODABLE_RECORD);
            }
            case 12 -> {
                byte[] noise = new byte[5 + random.nextInt(100)];
                random.nextBytes(noise);
                noise[0] = 1;
                return of("embeddings of noise", noise, Fate.UNDECODABLE_RECORD);
            }
            default -> batch.capturedAt = random.nextBoolean() ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        boolean answerable = Float.isFinite(batch.fill) && batch.claimed <= dimensions;
        Fate otherwise = batch.capturedAt == null ? Fate.INVALID_FIELD : Fate.NOTHING;
        return of("embeddings of a stranger", batch.bytes(), answerable ? otherwise : Fate.FAILED_INFERENCE);
    }

    private static HostileCase of(String kind, byte[] value, Fate fate) {
        return HostileCase.of(Topic.EMBEDDINGS, kind, null, value, fate);
    }
}
