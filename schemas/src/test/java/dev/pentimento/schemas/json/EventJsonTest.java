package dev.pentimento.schemas.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.pentimento.events.DeadLetter;
import dev.pentimento.events.DeadLetterReason;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventJsonTest {
    private static final DeadLetter LETTER = DeadLetter.newBuilder()
            .setTopic("images")
            .setPartition(1)
            .setOffset(7)
            .setTimestamp(Instant.parse("2026-03-01T12:00:00.250Z"))
            .setService("embedding")
            .setReason(DeadLetterReason.UNDECODABLE_IMAGE)
            .setDetail("not \"an\" image")
            .setSha256("ff")
            .setSize(3)
            .setContent(ByteBuffer.wrap(new byte[] {1, 2, 3}))
            .build();

    /** Programs read these lines: their form is part of the contract. */
    @Test
    void anEventIsOneLineInTheOrderOfItsSchema() {
        assertThat(EventJson.line(LETTER))
                .isEqualTo(
                        "{\"topic\":\"images\",\"partition\":1,\"offset\":7,\"timestamp\":\"2026-03-01T12:00:00.250Z\","
                                + "\"service\":\"embedding\",\"reason\":\"UNDECODABLE_IMAGE\",\"detail\":\"not \\\"an\\\" image\","
                                + "\"sha256\":\"ff\",\"size\":3,\"content\":\"AQID\"}");
        assertThat(EventJson.pretty(LETTER)).startsWith("{\n  \"topic\" : \"images\",\n  \"partition\" : 1,\n");
    }

    @Test
    void aViewAddsToAnEventRenamesAndLeavesOut() throws Exception {
        record View(
                @JsonUnwrapped @JsonIgnoreProperties({"content", "sha256", "detail", "size"})
                DeadLetter letter,

                boolean recent) {}
        record Views(
                long total, @JsonIgnoreProperties("content") List<DeadLetter> latest) {}
        var mapper = EventJson.mapper(Map.of("timestamp", "at"));

        assertThat(mapper.writeValueAsString(new View(LETTER, true)))
                .isEqualTo("{\"topic\":\"images\",\"partition\":1,\"offset\":7,\"at\":\"2026-03-01T12:00:00.250Z\","
                        + "\"service\":\"embedding\",\"reason\":\"UNDECODABLE_IMAGE\",\"recent\":true}");
        assertThat(mapper.writeValueAsString(new Views(1, List.of(LETTER))))
                .endsWith("\"sha256\":\"ff\",\"size\":3}]}");
    }
}
