package dev.pentimento.cli.labels;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pentimento.events.Drawing;
import dev.pentimento.events.LabelRequest;
import dev.pentimento.events.RecordPosition;
import dev.pentimento.events.RequestReason;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelStudioTasksTest {
    @Test
    void aTaskHasAllThatTheExportNeedsToBecomeALabel() throws IOException {
        LabelRequest request = LabelRequest.newBuilder()
                .setImageId("camera-7/1 ü")
                .setImage(new RecordPosition(2, 40L))
                .setReason(RequestReason.FLIP)
                .setDrawing(new Drawing(0.25, true, 0.25, 0.03125))
                .setModelVersion("v1")
                .setCandidates(List.of())
                .setClasses(List.of("cat", "dog"))
                .setExpiresAt(Instant.parse("2026-12-30T00:00:00Z"))
                .build();

        JsonNode tasks = new JsonMapper().readTree(LabelStudioTasks.of(List.of(request), "http://page:8080/"));

        assertThat(tasks).hasSize(1);
        JsonNode data = tasks.path(0).path("data");
        assertThat(data.path("id").asText()).isEqualTo("camera-7/1 ü");
        assertThat(data.path("image").asText()).isEqualTo("http://page:8080/api/v1/images/2/40?id=camera-7%2F1+%C3%BC");
        assertThat(data.path("answersRequest").asBoolean()).isTrue();
        assertThat(data.path("choices").findValuesAsText("value")).containsExactly("cat", "dog");
    }
}
