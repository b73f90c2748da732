package dev.pentimento.cli.produce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.events.Label;
import dev.pentimento.learning.data.DatasetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelListTest {
    @TempDir
    private Path folder;

    private final List<String> notes = new ArrayList<>();

    @Test
    void aCsvFileWithIdsOrPaths() throws IOException {
        assertThat(read("id,label,annotator,labelledAt\ncamera-7/1,cat,nurse,2026-11-30T09:30:00Z\ncamera-7/2,dog,,\n"))
                .containsExactly(
                        label("camera-7/1", "cat", Instant.parse("2026-11-30T09:30:00Z"), "nurse"),
                        label("camera-7/2", "dog", null, "list"));
        assertThat(read("path;label\n\"a, b.png\";cat\n")).containsExactly(label("a, b.png", "cat", null, "list"));
    }

    @Test
    void aRowThatCannotBeUsedIsNamed() throws IOException {
        write("id,label\n1,cat\n2,\n");
        assertThatThrownBy(this::read)
                .isInstanceOf(DatasetException.class)
                .hasMessageEndingWith("row 3: there is no label");
        write("id,label,labelledAt\n1,cat,yesterday\n");
        assertThatThrownBy(this::read)
                .hasMessageContaining("row 2: labelledAt is \"yesterday\", expected a time such as");
    }

    /** As Label Studio 1.x exports it; shortened. */
    @Test
    void theLatestAnnotationOfEachTaskOfLabelStudioCounts() throws IOException {
        assertThat(read("""
            [{"id": 1, "data": {"image": "/data/upload/1/a.png", "id": "camera-7/1"}, "annotations": [
               {"id": 10, "completed_by": 3, "was_cancelled": false, "updated_at": "2026-11-29T10:00:00.000001Z",
                "result": [{"from_name": "choice", "type": "choices", "value": {"choices": ["dog"]}}]},
               {"id": 11, "completed_by": {"id": 4, "email": "eva@example.org"}, "updated_at": "2026-11-29T11:00:00Z",
                "result": [{"from_name": "choice", "type": "choices", "value": {"choices": ["cat"]}}]},
               {"id": 12, "completed_by": 3, "was_cancelled": true, "updated_at": "2026-11-29T12:00:00Z", "result": []}]},
             {"id": 2, "data": {"id": 77}, "annotations": [
               {"completed_by": 3, "created_at": "2026-11-29T10:00:00Z",
                "result": [{"type": "choices", "value": {"choices": ["cat", "dog"]}}]}]},
             {"id": 3, "data": {"id": 78}, "annotations": []}]
            """))
                .containsExactly(label(
                        "camera-7/1", "cat", Instant.parse("2026-11-29T11:00:00Z"), "label studio: eva@example.org"));
        assertThat(notes)
                .containsExactly(
                        "left out 1 of 3 tasks: with several choices; an image has one label",
                        "left out 1 of 3 tasks: without an annotation");
    }

    @Test
    void anExportWithoutIdsSaysHowToImportTasks() throws IOException {
        write("[{\"id\": 5, \"data\": {\"image\": \"a.png\"}, \"annotations\": [{\"result\":"
                + " [{\"value\": {\"choices\": [\"cat\"]}}]}]}]");
        assertThatThrownBy(this::read)
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("the data of task 5 has no \"id\"; import tasks with the image's id");
        write("[{\"image\": \"a.png\", \"choice\": \"cat\"}]");
        assertThatThrownBy(this::read).hasMessageContaining("is not Label Studio's JSON export");
        write("[{]");
        assertThatThrownBy(this::read).hasMessageContaining("is not valid JSON");
    }

    @Test
    void otherFilesAreLeftToTheDataSets() throws IOException {
        write("a.png\tcat\n");
        assertThat(LabelList.read(file().toString(), notes::add)).isEmpty();
        assertThat(LabelList.read(folder.toString(), notes::add)).isEmpty();
    }

    private List<Label> read(String text) throws IOException {
        write(text);
        return read();
    }

    private List<Label> read() {
        return LabelList.read(file().toString(), notes::add).orElseThrow();
    }

    private void write(String text) throws IOException {
        Files.writeString(file(), text);
    }

    private Path file() {
        return folder.resolve("labels");
    }

    private static Label label(String id, String label, Instant at, String annotator) {
        return new Label(id, label, at, annotator, false);
    }
}
