package dev.pentimento.it.hostile;

import dev.pentimento.platform.kafka.Topic;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * What must become of a record, read by the rules of the reference, without Pentimento's code.
 *
 * @param classes that the champion knows
 * @param images judges contents
 * @param good how many images with ids good-0, good-1 … were sent
 */
record RecordTruth(PlainRecords records, Set<String> classes, ImageTruth images, IntSupplier good) {
    private static final int LONGEST_TEXT = 1_024;
    private static final int LONGEST_LABEL = 32 << 10;
    private static final Pattern GOOD = Pattern.compile("good-(0|[1-9]\\d{0,17})");

    /** An event, or why there is none. */
    private record Decoded(Optional<GenericRecord> event, Fate otherwise) {}

    private Decoded decoded(Topic topic, byte @Nullable [] value) {
        if (value == null || value.length < PlainRecords.HEADER || value[0] != 0) {
            return new Decoded(Optional.empty(), Fate.UNDECODABLE_RECORD);
        }
        Optional<Schema> schema = records.schema(ByteBuffer.wrap(value, 1, 4).getInt());
        return schema.map(written -> new Decoded(PlainRecords.read(topic, written, value), Fate.UNDECODABLE_RECORD))
                .orElse(new Decoded(Optional.empty(), Fate.UNKNOWN_SCHEMA));
    }

    Fate image(byte @Nullable [] value) {
        Decoded decoded = decoded(Topic.IMAGES, value);
        return decoded.event().map(this::image).orElse(decoded.otherwise());
    }

    private Fate image(GenericRecord image) {
        String id = PlainRecords.text(image.get("id"));
        if (id.isEmpty()
                || id.length() > LONGEST_TEXT
                || PlainRecords.text(image.get("source")).length() > LONGEST_TEXT) {
            return Fate.INVALID_FIELD;
        }
        if (image.get("content") instanceof ByteBuffer content && content.hasRemaining()) {
            byte[] bytes = new byte[content.remaining()];
            content.duplicate().get(bytes);
            return images.of(bytes);
        }
        return image.get("uri") == null ? Fate.MISSING_CONTENT : Fate.CONTENT_NOT_ALLOWED;
    }

    Fate label(byte @Nullable [] key, byte @Nullable [] value, List<Header> headers) {
        if (value == null) {
            return key == null ? Fate.UNDECODABLE_RECORD : Fate.NOTHING;
        }
        Decoded decoded = decoded(Topic.LABELS, value);
        return decoded.event().map(label -> label(label, value, headers)).orElse(decoded.otherwise());
    }

    private Fate label(GenericRecord label, byte[] value, List<Header> headers) {
        String id = PlainRecords.text(label.get("imageId"));
        String name = label.get("label") == null ? null : label.get("label").toString();
        boolean usable = !id.isEmpty()
                && id.length() <= LONGEST_TEXT
                && (name == null || !name.isEmpty() && name.length() <= LONGEST_TEXT)
                && value.length + bytes(headers) <= LONGEST_LABEL;
        if (!usable) {
            return Fate.INVALID_FIELD;
        }
        return name != null && number(id) < good.getAsInt() && !classes.contains(name)
                ? Fate.UNKNOWN_CLASS
                : Fate.NOTHING;
    }

    /** Whether a label waits for an image that is sent later: only then its class is looked at. */
    boolean waits(byte[] label) {
        return decoded(Topic.LABELS, label)
                .event()
                .map(event -> number(PlainRecords.text(event.get("imageId"))))
                .filter(number -> number >= good.getAsInt() && number < Long.MAX_VALUE)
                .isPresent();
    }

    /** @return n of the id good-n; for other ids, a number that no image has */
    private static long number(String id) {
        Matcher matcher = GOOD.matcher(id);
        return matcher.matches() ? Long.parseLong(matcher.group(1)) : Long.MAX_VALUE;
    }

    /** Each header counts 16 bytes besides its name and value. */
    private static long bytes(List<Header> headers) {
        return headers.stream()
                .mapToLong(each -> 16 + each.key().length() + (each.value() == null ? 0 : each.value().length))
                .sum();
    }
}
