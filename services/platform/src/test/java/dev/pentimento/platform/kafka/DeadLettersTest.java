package dev.pentimento.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.DeadLetter;
import dev.pentimento.events.DeadLetterReason;
import java.nio.charset.StandardCharsets;
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
}
