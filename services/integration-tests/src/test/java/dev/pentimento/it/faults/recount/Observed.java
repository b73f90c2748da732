package dev.pentimento.it.faults.recount;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Everything that the topics have said so far, as plain values. */
final class Observed {
    static final List<String> TOPICS = List.of(
            "images",
            "labels",
            "embeddings",
            "predictions",
            "outcomes",
            "prediction-quality",
            "embedding-drift",
            "model-versions",
            "dead-letters");

    /** @param content hash of the image's bytes; none: it has none, or is no record */
    record Sent(String key, long timestamp, @Nullable String content) {}

    record Refused(String topic, Place place, String key, String reason, String detail) {}

    /** @param label none: withdrawn */
    record Told(@Nullable String label) {}

    record Result(int revision, @Nullable String label) {}

    /** @param reference what its drift is measured against */
    record Version(String stage, String reason, @Nullable String reference, List<String> classes) {}

    final Map<Place, Sent> images = new HashMap<>();
    final Map<Place, List<Answer>> answers = new HashMap<>();
    final Map<Place, List<Refused>> refused = new HashMap<>();
    /** Images of batches of embeddings that were refused, by their key. */
    final Map<String, Refused> refusedEmbeddings = new HashMap<>();

    /** In how many batches of embeddings an image is. */
    final Map<Place, Integer> embedded = new HashMap<>();

    final Map<String, List<Told>> labels = new LinkedHashMap<>();
    final Map<String, List<Result>> outcomes = new HashMap<>();
    final Map<String, GenericRecord> quality = new HashMap<>();
    final Map<String, GenericRecord> drift = new HashMap<>();
    final Map<String, Version> versions = new HashMap<>();
    /** How many records were refused, by topic and reason. */
    final Map<String, Integer> refusals = new TreeMap<>();

    private final AvroWire avro;

    Observed(AvroWire avro) {
        this.avro = avro;
    }

    void add(ConsumerRecord<byte[], byte[]> record) {
        try {
            String key = record.key() == null ? "" : new String(record.key(), UTF_8);
            Place place = new Place(record.partition(), record.offset());
            GenericRecord value = avro.read(record.value());
            switch (record.topic()) {
                case "images" -> images.put(place, new Sent(key, record.timestamp(), content(value)));
                case "labels" -> label(value);
                case "embeddings" -> embedded(required(record, value));
                case "predictions" -> {
                    Answer answer = Answer.of(required(record, value));
                    answers.computeIfAbsent(answer.image(), none -> new ArrayList<>(1))
                            .add(answer);
                }
                case "outcomes" -> {
                    GenericRecord outcome = required(record, value);
                    outcomes.computeIfAbsent(text(outcome, "imageId"), none -> new ArrayList<>(1))
                            .add(new Result((Integer) outcome.get("labelRevision"), text(outcome, "label")));
                }
                case "prediction-quality" -> newest(quality, key, value);
                case "embedding-drift" -> newest(drift, key, value);
                case "model-versions" -> version(key, required(record, value));
                case "dead-letters" -> refused(key, required(record, value));
                default -> throw new IllegalStateException(record.topic());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GenericRecord required(ConsumerRecord<byte[], byte[]> record, @Nullable GenericRecord value) {
        if (value == null) {
            throw new IllegalStateException(
                    record.topic() + "-" + record.partition() + " has no Avro record at " + record.offset());
        }
        return value;
    }

    private void embedded(GenericRecord batch) {
        int partition = (Integer) batch.get("imagePartition");
        for (Object each : (List<?>) batch.get("images")) {
            embedded.merge(new Place(partition, (Long) ((GenericRecord) each).get("offset")), 1, Integer::sum);
        }
    }

    private void label(@Nullable GenericRecord label) {
        if (label != null) {
            labels.computeIfAbsent(text(label, "imageId"), none -> new ArrayList<>(1))
                    .add(new Told(text(label, "label")));
        }
    }

    /** As a reader that replaces a record by one of a higher revision does. */
    private static void newest(Map<String, GenericRecord> windows, String key, @Nullable GenericRecord window) {
        if (window != null) {
            windows.merge(key, window, (a, b) -> (Long) b.get("revision") >= (Long) a.get("revision") ? b : a);
        }
    }

    private void version(String key, GenericRecord version) {
        GenericRecord reference = (GenericRecord) version.get("referenceFile");
        versions.put(
                key,
                new Version(
                        text(version, "stage"),
                        text(version, "stageReason"),
                        reference == null ? null : text(reference, "sha256"),
                        ((List<?>) version.get("classes"))
                                .stream().map(Object::toString).toList()));
    }

    private void refused(String key, GenericRecord letter) {
        Refused one = new Refused(
                text(letter, "topic"),
                new Place((Integer) letter.get("partition"), (Long) letter.get("offset")),
                key,
                text(letter, "reason"),
                text(letter, "detail"));
        refusals.merge(one.topic() + " " + one.reason(), 1, Integer::sum);
        if (one.topic().equals("images")) {
            refused.computeIfAbsent(one.place(), none -> new ArrayList<>(1)).add(one);
        } else if (one.topic().equals("embeddings")) {
            refusedEmbeddings.put(key, one);
        }
    }

    @SuppressWarnings("NullAway") // a field that may be null gives null to those who expect it
    static String text(GenericRecord record, String field) {
        Object value = record.get(field);
        return value == null ? null : value.toString();
    }

    private static @Nullable String content(@Nullable GenericRecord image) {
        if (image == null || !(image.get("content") instanceof ByteBuffer bytes)) {
            return null;
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes.duplicate());
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
