package dev.pentimento.learning.data.reader;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.pentimento.learning.data.DatasetException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file (RFC 4180) in UTF-8, whose first line names its columns. The separator is a comma, or the semicolon or tab
 * that the first line has. Empty lines and lines that start with {@code #} are skipped.
 */
public final class CsvTable {
    private static final int HEADER_ROWS = 1;

    private final Path file;
    private final String header;

    private CsvTable(Path file, String header) {
        this.file = file;
        this.header = header;
    }

    /** Reads the first line; a file that cannot be read has an empty one. */
    public static CsvTable of(Path file) {
        return new CsvTable(file, ListLine.first(file));
    }

    /** The first line. */
    String header() {
        return header;
    }

    /** The names of the columns, in lower case. */
    public List<String> columns() {
        return Stream.of(header.split(String.valueOf(separator()), -1))
                .map(column -> column.strip().replaceAll("^\"|\"$", "").toLowerCase(Locale.ROOT))
                .toList();
    }

    private char separator() {
        return header.indexOf(',') >= 0 ? ',' : header.indexOf(';') >= 0 ? ';' : header.indexOf('\t') >= 0 ? '\t' : ',';
    }

    /**
     * Reads the rows below the header.
     *
     * @return their number
     * @throws DatasetException naming the file if it is not valid CSV
     */
    public int read(Consumer<Row> rows) {
        CsvSchema.Builder schema = CsvSchema.builder().setColumnSeparator(separator());
        columns().forEach(schema::addColumn);
        CsvMapper csv = new CsvMapper();
        csv.enable(CsvParser.Feature.TRIM_SPACES).enable(CsvParser.Feature.SKIP_EMPTY_LINES);
        csv.enable(CsvParser.Feature.ALLOW_COMMENTS);
        int count = 0;
        try (MappingIterator<Map<String, String>> lines = csv.readerForMapOf(String.class)
                .with(schema.setSkipFirstDataRow(true).build())
                .readValues(Files.newBufferedReader(file))) {
            while (lines.hasNextValue()) {
                count++;
                rows.accept(new Row(file, HEADER_ROWS + count, lines.nextValue()));
            }
        } catch (CharacterCodingException e) {
            throw new DatasetException(file + " is not UTF-8 text", e);
        } catch (JacksonException e) {
            throw new DatasetException(file + " is not valid CSV: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new DatasetException("cannot read the list " + file + ": " + e, e);
        }
        return count;
    }

    /**
     * A row.
     *
     * @param number as in a spreadsheet: the header is row 1
     * @param values by the names of the columns
     */
    public record Row(Path file, int number, Map<String, String> values) {
        /** The value in a column; none if it is blank or the row ends before it. */
        public @Nullable String get(String column) {
            String value = values.get(column);
            return value == null || value.isBlank() ? null : value;
        }

        /** An exception that names the row. */
        public DatasetException problem(String message) {
            return new DatasetException(file + ", row " + number + ": " + message);
        }
    }
}
