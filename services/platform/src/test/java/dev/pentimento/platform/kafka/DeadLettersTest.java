package dev.pentimento.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.DeadLetter;
import dev.pentimento.events.DeadLetterReason;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class DeadLettersTest {
    private final DeadLetters letters = new DeadLetters("embedding");

    @Test
    void aSmallRecordTravelsWithItsCoordinates() {
        byte[] value = "abc".getBytes(StandardCharsets.UTF_8);

        DeadLetter letter = letters.of("images", 3, 42, 1000, value, DeadLetterReason.UNDECODABLE_IMAGE, "no image");

        assertThat(letter.getContent().remaining()).isEqualTo(3);
        assertThat(letter.getSha256()).startsWith("ba7816bf8f01cfea");
        assertThat(letter.getOffset()).isEqualTo(42);
        assertThat(letter.getTimestamp().toEpochMilli()).isEqualTo(1000);
    }

    @Test
    void aLargeRecordStaysInTheLog() {
        byte[] large = new byte[DeadLetters.MAX_CONTENT_BYTES + 1];

        DeadLetter letter = letters.of("images", 0, 0, -1, large, DeadLetterReason.UNDECODABLE_IMAGE, "no image");

        assertThat(letter.getContent()).isNull();
        assertThat(letter.getSize()).isEqualTo(large.length);
    }

    @Test
    void headersAreThoseOfTheRecordAndThoseToSortBy() {
        DeadLetter letter = letters.of("images", 3, 42, 1000, null, DeadLetterReason.UNDECODABLE_RECORD, "no value");
        RecordHeaders original = new RecordHeaders();
        original.add("trace", new byte[] {5});
        original.add("pentimento.reason", new byte[] {1});
        original.add(DeadLetters.RESUBMITTED_FROM, new byte[] {6});

        Headers headers = DeadLetters.headers(letter, original);

        assertThat(headers).extracting(Header::key).doesNotHaveDuplicates();
        assertThat(headers.lastHeader("trace").value()).containsExactly(5);
        assertThat(headers.lastHeader(DeadLetters.RESUBMITTED_FROM).value()).containsExactly(6);
        assertThat(headers.lastHeader("pentimento.reason").value()).asString().isEqualTo("UNDECODABLE_RECORD");
        assertThat(headers.lastHeader("pentimento.service").value()).asString().isEqualTo("embedding");
        assertThat(headers.lastHeader("pentimento.topic").value()).asString().isEqualTo("images");
        assertThat(headers.lastHeader("pentimento.partition").value())
                .asString()
                .isEqualTo("3");
        assertThat(headers.lastHeader("pentimento.offset").value()).asString().isEqualTo("42");
    }

    /** A record of 16 MB may have eight million headers of two bytes each. */
    @Test
    void millionsOfEmptyHeadersStayBehind() {
        DeadLetter letter = letters.of("images", 3, 42, 1000, null, DeadLetterReason.UNDECODABLE_RECORD, "no value");
        RecordHeaders original = new RecordHeaders();
        for (int i = 0; i < 1_000_000; i++) {
            original.add("", null);
        }

        assertThat(DeadLetters.headers(letter, original).toArray()).hasSizeLessThan(5_000);
        assertThat(DeadLetters.bytes(original)).isEqualTo(16_000_000);
    }

    @Test
    void aDetailThatAStrangerWroteIsCutOff() {
        String detail = "the encoder " + "x".repeat(10_000_000) + " is unknown";

        DeadLetter letter = letters.of("images", 3, 42, 1000, null, DeadLetterReason.UNKNOWN_ENCODER, detail);

        assertThat(letter.getDetail()).startsWith("the encoder x").hasSizeLessThan(3_000);
    }

    @Test
    void whatMakesALetterTooLongForItsTopicStaysBehind() {
        DeadLetter letter = letters.of("images", 3, 42, 1000, null, DeadLetterReason.UNDECODABLE_RECORD, "no value");
        RecordHeaders original = new RecordHeaders();
        original.add("huge", new byte[10_000_000]);

        assertThat(DeadLetters.headers(letter, original))
                .extracting(Header::key)
                .doesNotContain("huge");
        assertThat(DeadLetters.key(new byte[10_000_000])).isNull();
        assertThat(DeadLetters.key(new byte[1024])).hasSize(1024);
        assertThat(DeadLetters.key(null)).isNull();
    }
}
