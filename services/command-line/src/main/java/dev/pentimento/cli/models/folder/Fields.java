package dev.pentimento.cli.models.folder;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Named values of a JSON or YAML file. Messages name the file and the value.
 *
 * @param file for messages
 */
record Fields(String file, JsonNode values) {
    private static final long MOST_BYTES = 1 << 24;

    /** @throws IllegalArgumentException if the file cannot be read, or is no object in the mapper's format */
    static Fields read(Path path, ObjectMapper mapper) {
        try {
            if (Files.size(path) > MOST_BYTES) {
                throw new IllegalArgumentException(path + " is larger than 16 MiB, which no such file is");
            }
            JsonNode node = mapper.readTree(Files.readAllBytes(path));
            if (node == null || !node.isObject()) {
                throw new IllegalArgumentException(path + " must contain names and values");
            }
            return new Fields(path.toString(), node);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    path + " is not valid " + mapper.getFactory().getFormatName() + ": "
                            + e.getOriginalMessage().lines().findFirst().orElse(""),
                    e);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(path + " does not exist", e);
        } catch (FileSystemException e) {
            throw new IllegalArgumentException("cannot read " + path + ": " + e.getReason(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read " + path, e);
        }
    }

    boolean has(String name) {
        return values.hasNonNull(name);
    }

    boolean flag(String name, boolean otherwise) {
        JsonNode value = values.path(name);
        if (!has(name)) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            throw wrong(name, "true or false");
        }
        return value.booleanValue();
    }

    double number(String name, double otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        JsonNode value = values.path(name);
        if (!value.isNumber()) {
            throw wrong(name, "a number");
        }
        return value.doubleValue();
    }

    /** A number or a list of numbers. */
    float[] numbers(String name) {
        JsonNode value = values.path(name);
        if (value.isNumber()) {
            return new float[] {value.floatValue()};
        }
        float[] numbers = new float[value.size()];
        for (int i = 0; i < numbers.length; i++) {
            if (!value.path(i).isNumber()) {
                throw wrong(name, "numbers, one for each channel");
            }
            numbers[i] = value.path(i).floatValue();
        }
        if (numbers.length == 0) {
            throw wrong(name, "numbers, one for each channel");
        }
        return numbers;
    }

    String text(String name, String otherwise) {
        return has(name) ? values.path(name).asText() : otherwise;
    }

    IllegalArgumentException wrong(String name, String expected) {
        return new IllegalArgumentException(
                file + ": " + name + " must be " + expected + ", not " + (has(name) ? values.path(name) : "missing"));
    }
}
