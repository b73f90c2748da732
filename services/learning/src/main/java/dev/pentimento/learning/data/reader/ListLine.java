package dev.pentimento.learning.data.reader;

import dev.pentimento.learning.data.DatasetException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A line of a list file, other than empty lines and lines that start with {@code #}.
 *
 * @param number counted from 1, for messages
 */
record ListLine(Path file, int number, String text) {
    static List<ListLine> read(Path file) {
        List<ListLine> lines = new ArrayList<>();
        try {
            int number = 0;
            for (String line : Files.readAllLines(file)) {
                number++;
                if (isEntry(line)) {
                    lines.add(new ListLine(file, number, withoutMark(line)));
                }
            }
        } catch (CharacterCodingException e) {
            throw new DatasetException(file + " is not UTF-8 text; expected a list of images", e);
        } catch (IOException e) {
            throw new DatasetException("cannot read the list " + file + ": " + e, e);
        }
        if (lines.isEmpty()) {
            throw new DatasetException(file + " is an empty list; expected one image per line");
        }
        return lines;
    }

    /** The first line, stripped; empty if the file is not a list. */
    static String first(Path file) {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (isEntry(line)) {
                    return withoutMark(line).strip();
                }
            }
        } catch (IOException e) {
            // Not text: no list.
        }
        return "";
    }

    private static boolean isEntry(String line) {
        return !line.isBlank() && !line.startsWith("#");
    }

    /** Programs on Windows write a byte order mark at the beginning of a text. */
    private static String withoutMark(String line) {
        return line.startsWith("\uFEFF") ? line.substring(1) : line;
    }

    DatasetException problem(String message) {
        return new DatasetException(file + ", line " + number + ": " + message);
    }
}
