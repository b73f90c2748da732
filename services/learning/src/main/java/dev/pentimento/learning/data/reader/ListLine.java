package dev.pentimento.learning.data.reader;

import dev.pentimento.learning.data.DatasetException;
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
                if (!line.isBlank() && !line.startsWith("#")) {
                    lines.add(new ListLine(file, number, line));
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

    DatasetException problem(String message) {
        return new DatasetException(file + ", line " + number + ": " + message);
    }
}
