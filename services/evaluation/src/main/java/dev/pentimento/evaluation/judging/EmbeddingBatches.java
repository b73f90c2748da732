package dev.pentimento.evaluation.judging;

import dev.pentimento.events.DeadLetterReason;
import dev.pentimento.events.EmbeddedImage;
import dev.pentimento.events.EmbeddingBatch;
import dev.pentimento.events.EmbeddingSection;
import dev.pentimento.platform.kafka.UnusableRecordException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Checks batches of embeddings and extracts single images from them. */
final class EmbeddingBatches {
    /** As in images. */
    private static final int LONGEST_TEXT = 1_024;

    /** SHA-256 as hexadecimal digits. */
    private static final int LONGEST_ENCODER_ID = 64;

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    private EmbeddingBatches() {}

    /**
     * Refuses what the embedding service never writes. A batch of another writer must not stop the stream: a negative
     * partition, a time outside the calendar's range or an id of several megabytes would fail only after this step,
     * repeatedly.
     */
    static void requireWhole(EmbeddingBatch batch) throws UnusableRecordException {
        requireCount("partition of the images", batch.getImagePartition());
        requireTime(batch.getEmbeddedAt()); // the times of images are clamped to it
        for (EmbeddedImage image : batch.getImages()) {
            requireCount("offset of an image", image.getOffset());
            requireText("id of an image", image.getId(), 1, LONGEST_TEXT);
            requireText("source of an image", Objects.requireNonNullElse(image.getSource(), ""), 0, LONGEST_TEXT);
        }
        if (batch.getSections().isEmpty() && !batch.getImages().isEmpty()) {
            throw invalid("the batch has images and no vectors");
        }
        for (EmbeddingSection section : batch.getSections()) {
            requireWhole(section, batch.getImages().size());
        }
    }

    private static void requireWhole(EmbeddingSection section, int images) throws UnusableRecordException {
        requireText("id of an encoder", section.getEncoderId(), 1, LONGEST_ENCODER_ID);
        long expected = (long) images * section.getDimensions() * Float.BYTES;
        int found = section.getVectors().remaining();
        if (section.getDimensions() < 1 || found != expected) {
            throw invalid("the vectors of encoder " + section.getEncoderId() + " have " + found
                    + " bytes, not those of " + images + " images with " + section.getDimensions() + " dimensions");
        }
    }

    private static void requireCount(String name, long value) throws UnusableRecordException {
        if (value < 0) {
            throw invalid("the " + name + " is negative: " + value);
        }
    }

    private static void requireText(String name, String text, int least, int most) throws UnusableRecordException {
        if (text.length() < least || text.length() > most) {
            throw invalid("the " + name + " has " + text.length() + " characters; allowed: " + least + " to " + most);
        }
    }

    private static void requireTime(Instant embeddedAt) throws UnusableRecordException {
        if (embeddedAt.isBefore(Instant.EPOCH) || embeddedAt.isAfter(LATEST)) {
            throw invalid("the time embeddedAt is " + embeddedAt + "; allowed: the years 1970 to 9999");
        }
    }

    private static UnusableRecordException invalid(String detail) {
        return new UnusableRecordException(DeadLetterReason.INVALID_FIELD, detail);
    }

    /** The encoders for which the batch has sections. */
    static Set<String> encoders(EmbeddingBatch batch) {
        Set<String> encoders = new TreeSet<>();
        batch.getSections().forEach(section -> encoders.add(section.getEncoderId()));
        return encoders;
    }

    /** A batch with one image of another batch, which can be resubmitted without answering the other images twice. */
    static EmbeddingBatch only(EmbeddingBatch batch, int row) {
        List<EmbeddingSection> sections =
                batch.getSections().stream().map(section -> only(section, row)).toList();
        return EmbeddingBatch.newBuilder()
                .setImagePartition(batch.getImagePartition())
                .setImages(List.of(batch.getImages().get(row)))
                .setSections(sections)
                .setEmbeddedAt(batch.getEmbeddedAt())
                .build();
    }

    private static EmbeddingSection only(EmbeddingSection section, int row) {
        int bytes = section.getDimensions() * Float.BYTES;
        ByteBuffer all = section.getVectors();
        ByteBuffer vector = all.slice(all.position() + row * bytes, bytes);
        return new EmbeddingSection(section.getEncoderId(), section.getDimensions(), vector);
    }
}
