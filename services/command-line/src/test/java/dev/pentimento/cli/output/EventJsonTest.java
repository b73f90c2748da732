package dev.pentimento.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pentimento.cli.Samples;
import dev.pentimento.events.Stage;
import dev.pentimento.schemas.json.EventJson;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EventJsonTest {
    private final ObjectMapper mapper = new ObjectMapper();

    @Test
    void unionsHaveNoWrapperAndTimesAreText() throws Exception {
        String line =
                EventJson.line(Samples.prediction("a-1", Samples.opinion("cat", 0.75f), Samples.opinion("dog", 0.5f)));

        JsonNode json = mapper.readTree(line);
        assertThat(line).doesNotContain("\n");
        assertThat(json.path("imageId").asText()).isEqualTo("a-1");
        assertThat(json.path("source").isNull()).isTrue();
        assertThat(json.path("imageTimestamp").asText()).isEqualTo("2026-03-01T12:00:00.250Z");
        assertThat(json.path("original").path("confidence").asDouble()).isEqualTo(0.75);
        assertThat(json.path("original").path("probabilities").size()).isEqualTo(2);
        assertThat(json.path("embedding").path("offset").asLong()).isEqualTo(3);
    }

    @Test
    void bytesAreBase64AndEnumsAreText() throws Exception {
        byte[] content = "not an image".getBytes(StandardCharsets.UTF_8);

        JsonNode json = mapper.readTree(EventJson.line(Samples.deadLetter(content)));

        assertThat(json.path("content").binaryValue()).isEqualTo(content);
        assertThat(json.path("reason").asText()).isEqualTo("UNDECODABLE_IMAGE");
    }

    @Test
    void mapsAreObjects() throws Exception {
        JsonNode json =
                mapper.readTree(EventJson.pretty(Samples.version("0123456789ab", Stage.CHAMPION, Samples.NOON)));

        assertThat(json.path("validation").path("original.balanced_accuracy").asDouble())
                .isEqualTo(0.9012);
        assertThat(json.path("encoderFile").path("bytes").asLong()).isEqualTo(4000);
        assertThat(json.path("input").path("height").asInt()).isEqualTo(28);
    }

    @Test
    void whatJsonLacksIsText() throws Exception {
        JsonNode json = mapper.readTree(
                EventJson.line(Samples.prediction("a", Samples.opinion("cat", Float.NaN), Samples.opinion("cat", 1))));

        assertThat(json.path("original").path("confidence").asText()).isEqualTo("NaN");
    }
}
