package dev.pentimento.cli.produce;

import dev.pentimento.events.Label;
import dev.pentimento.learning.data.DatasetException;
import dev.pentimento.learning.data.Example;
import dev.pentimento.learning.data.reader.CsvTable;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Labels without their images: from a CSV file, from Label Studio's JSON export, or those of a data set. */
final class LabelList {
    private static final String ID = "id";
    private static final String PATH = "path";
    private static final String LABEL = "label";
    private static final String ANNOTATOR = "annotator";
    private static final String TIME = "labelledat";
    private static final String ANSWERS = "answersrequest";

    private LabelList() {}

    /**
     * Reads a file of labels.
     *
     * @param notes receives what was left out
     * @return none if it is neither CSV with columns for ids and labels nor a JSON file
     * @throws DatasetException naming the file and what is wrong
     */
    static Optional<List<Label>> read(String name, Consumer<String> notes) {
        Path file;
        try {
            file = Path.of(name);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        if (LabelStudioExport.matches(file)) {
            return Optional.of(LabelStudioExport.read(file, notes));
        }
        CsvTable table = CsvTable.of(file);
        List<String> columns = table.columns();
        boolean labels = columns.contains(LABEL) && (columns.contains(ID) || columns.contains(PATH));
        return labels ? Optional.of(csv(table)) : Optional.empty();
    }

    /** The labels of a data set. */
    static List<Label> of(List<Example> examples) {
        return examples.stream()
                .filter(example -> example.label() != null)
                .map(example -> label(example.id(), Objects.requireNonNull(example.label()), null, "data set", false))
                .toList();
    }

    private static List<Label> csv(CsvTable table) {
        List<Label> labels = new ArrayList<>();
        table.read(row -> {
            String id = row.get(ID) == null ? row.get(PATH) : row.get(ID);
            String label = row.get(LABEL);
            if (id == null || label == null) {
                throw row.problem("there is no " + (id == null ? "id" : "label"));
            }
            labels.add(
                    label(id, label, time(row), Objects.requireNonNullElse(row.get(ANNOTATOR), "list"), answers(row)));
        });
        return labels;
    }

    private static @Nullable Instant time(CsvTable.Row row) {
        String text = row.get(TIME);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw row.problem("labelledAt is \"" + text + "\", expected a time such as 2026-11-30T09:30:00Z");
        }
    }

    private static boolean answers(CsvTable.Row row) {
        String text = Objects.requireNonNullElse(row.get(ANSWERS), "false").toLowerCase(Locale.ROOT);
        if (!text.equals("true") && !text.equals("false")) {
            throw row.problem("answersRequest is \"" + text + "\", expected true or false");
        }
        return text.equals("true");
    }

    static Label label(
            String imageId, String label, @Nullable Instant labelledAt, String annotator, boolean answersRequest) {
        return Label.newBuilder()
                .setImageId(imageId)
                .setLabel(label)
                .setLabelledAt(labelledAt)
                .setAnnotator(annotator)
                .setAnswersRequest(answersRequest)
                .build();
    }
}
