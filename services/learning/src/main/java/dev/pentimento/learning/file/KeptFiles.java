package dev.pentimento.learning.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.function.Supplier;

/** A folder of finished work: its files are complete, even after a kill, and are not computed again. */
public record KeptFiles(Path folder) {

    /** @throws UncheckedIOException naming the folder if it cannot be created */
    public KeptFiles {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create the folder " + folder, e);
        }
    }

    public KeptFiles below(String name) {
        return new KeptFiles(folder.resolve(name));
    }

    public Optional<byte[]> find(String name) {
        Path file = folder.resolve(name);
        try {
            return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** Returns a network, which is trained if it has not been saved yet. */
    public NetworkFile network(String name, Supplier<NetworkFile> making) {
        return new NetworkFile(
                NetworkFile.SAFETENSORS, get(name, () -> making.get().bytes()));
    }

    public byte[] get(String name, Supplier<byte[]> making) {
        return find(name).orElseGet(() -> keep(name, making.get()));
    }

    /** Writes under another name, then moves the file, so that no reader sees a partial file. */
    public byte[] keep(String name, byte[] content) {
        Path file = folder.resolve(name);
        Path partial = folder.resolve(name + ".partial");
        try {
            Files.write(partial, content);
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return content;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
