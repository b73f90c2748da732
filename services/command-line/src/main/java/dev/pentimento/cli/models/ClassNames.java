package dev.pentimento.cli.models;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;

/** Names of classes, in the order of a classifier's outputs. */
final class ClassNames {
    private ClassNames() {}

    /** @throws IllegalArgumentException naming the file, if it is no list of two or more different names */
    static List<String> read(Path path) {
        try {
            return checked(
                    path,
                    Files.readAllLines(path, StandardCharsets.UTF_8).stream()
                            .map(String::strip)
                            .filter(name -> !name.isEmpty())
                            .toList());
        } catch (MalformedInputException e) {
            throw new IllegalArgumentException(
                    path + " must contain the names of the classes, one per line, in UTF-8", e);
        } catch (IOException e) {
            throw UserNetworks.unreadable(path, e);
        }
    }

    private static List<String> checked(Path path, List<String> names) {
        if (names.size() < 2 || new HashSet<>(names).size() != names.size()) {
            throw new IllegalArgumentException(
                    path + " must contain at least two different classes, one per line; it contains " + names);
        }
        return names;
    }
}
