package dev.pentimento.evaluation.judging;

import static dev.pentimento.evaluation.TestStream.BEGIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pentimento.events.DeadLetterReason;
import dev.pentimento.events.EmbeddedImage;
import dev.pentimento.events.EmbeddingBatch;
import dev.pentimento.events.EmbeddingSection;
import dev.pentimento.platform.kafka.UnusableRecordException;
import dev.pentimento.schemas.GeneratedClasses;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches that a stranger wrote: each of these ended the stream, or its partition waited, further on. */
class EmbeddingBatchesTest {
    private static final String ENCODER = "e".repeat(64);

    @BeforeAll
    static void trust() {
        GeneratedClasses.trust();
    }

    private static EmbeddedImage.Builder image() {
        return EmbeddedImage.newBuilder(new EmbeddedImage("a", 5L, BEGIN, BEGIN, "ward 1"));
    }

    private static EmbeddingSection.Builder section() {
        return EmbeddingSection.newBuilder(new EmbeddingSection(ENCODER, 3, ByteBuffer.allocate(12)));
    }

    private static EmbeddingBatch.Builder batch() {
        return EmbeddingBatch.newBuilder(new EmbeddingBatch(
                0, List.of(image().build()), List.of(section().build()), BEGIN));
    }

    private static void refused(String why, EmbeddingBatch.Builder batch) {
        assertThatExceptionOfType(UnusableRecordException.class)
                .isThrownBy(() -> EmbeddingBatches.requireWhole(batch.build()))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(DeadLetterReason.INVALID_FIELD))
                .withMessageContaining(why);
    }

    private static void refused(String why, EmbeddedImage.Builder image) {
        refused(why, batch().setImages(List.of(image.build())));
    }

    private static void refused(String why, EmbeddingSection.Builder section) {
        refused(why, batch().setSections(List.of(section.build())));
    }

    @Test
    void aBatchOfTheEmbeddingServiceIsTaken() throws UnusableRecordException {
        EmbeddedImage image = image().setSource(null)
                .setTimestamp(Instant.EPOCH)
                .setCapturedAt(Instant.ofEpochMilli(Long.MAX_VALUE))
                .build();

        EmbeddingBatches.requireWhole(batch().setImages(List.of(image)).build());
        EmbeddingBatches.requireWhole(new EmbeddingBatch(0, List.of(), List.of(), BEGIN));
    }

    @Test
    void coordinatesAreNotNegative() {
        refused("partition of the images is negative: -1", batch().setImagePartition(-1));
        refused("offset of an image is negative: -7", image().setOffset(-7L));
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 253_402_300_800_000L, Long.MAX_VALUE})
    void theTimeOfEmbeddingIsWithinCalendarsAndThatOfAnImageIsAny(long millis) throws Exception {
        Instant time = Instant.ofEpochMilli(millis);
        EmbeddedImage image = image().setTimestamp(time).build();

        EmbeddingBatches.requireWhole(batch().setImages(List.of(image)).build());
        refused("embeddedAt", batch().setEmbeddedAt(time));
    }

    @Test
    void textsAreAsLongAsImagesMayHaveThem() {
        refused("id of an image has 0 characters", image().setId(""));
        refused("id of an image has 2000000 characters", image().setId("x".repeat(2_000_000)));
        refused("source of an image", image().setSource("x".repeat(1_025)));
        refused("id of an encoder", section().setEncoderId("x".repeat(65)));
        refused("id of an encoder", section().setEncoderId(""));
    }

    @Test
    void imagesHaveVectorsOfTheirLength() {
        refused("no vectors", batch().setSections(List.of()));
        refused("not those of 1 images", section().setDimensions(-3));
        refused("not those of 1 images", section().setVectors(ByteBuffer.allocate(11)));
    }
}
