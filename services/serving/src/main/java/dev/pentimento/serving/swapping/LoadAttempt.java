package dev.pentimento.serving.swapping;

import dev.pentimento.events.ModelVersion;
import dev.pentimento.learning.file.UnusableFileException;
import dev.pentimento.learning.inference.FailedPassException;
import dev.pentimento.learning.inference.UnusableOutputException;
import dev.pentimento.platform.models.ArtifactException;
import dev.pentimento.platform.models.IncompleteArtifactException;
import dev.pentimento.serving.faults.Fault;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;

/** The result of loading a version. If a network fails on noise, the version is at fault, unless the machine is. */
public sealed interface LoadAttempt<T> {
    /** It is loaded. */
    record Loaded<T>(T resource) implements LoadAttempt<T> {}

    /** Chunks of a file are missing: they may arrive later. */
    record Incomplete<T>(String reason) implements LoadAttempt<T> {}

    /** The version's files are at fault: another attempt would fail too. */
    record Unloadable<T>(String reason) implements LoadAttempt<T> {}

    /**
     * Loads a version, and classifies a failure. A failure of this machine or of Kafka is thrown, because it says
     * nothing about the version.
     */
    static <T> LoadAttempt<T> of(ModelVersion version, VersionSource<T> source) {
        try {
            return new Loaded<>(source.load(version));
        } catch (IncompleteArtifactException e) {
            return new Incomplete<>(String.valueOf(e.getMessage()));
        } catch (ArtifactException e) {
            return new Unloadable<>(String.valueOf(e.getMessage()));
        } catch (UnusableFileException | UnusableOutputException | FailedPassException | IllegalArgumentException e) {
            if (Fault.isOfMachine(e)) {
                throw e;
            }
            return new Unloadable<>(String.valueOf(e.getMessage()));
        } catch (LinkageError | StackOverflowError | OutOfMemoryError e) {
            // The loading thread continues: only this version is too large for this machine.
            throw new IllegalStateException("this machine cannot load it: " + e, e);
        }
    }

    /** The message of a failure. TorchScript's message is a trace of many lines; the last line gives the cause. */
    static String inOneLine(RuntimeException failure) {
        List<String> lines = String.valueOf(failure.getMessage())
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        return lines.size() < 2 ? String.join("", lines) : lines.get(0) + " " + lines.get(lines.size() - 1);
    }

    /** Why it is not loaded; empty if it is. */
    default Optional<String> failure() {
        if (this instanceof Incomplete<T> missing) {
            return Optional.of(missing.reason());
        }
        return this instanceof Unloadable<T> fault ? Optional.of(fault.reason()) : Optional.empty();
    }

    /** @throws KafkaException with the reason why the version is not loaded */
    default T require(ModelVersion version) {
        if (this instanceof Loaded<T> loaded) {
            return loaded.resource();
        }
        throw new KafkaException("version " + version.getVersion() + " cannot be used: "
                + failure().orElse(""));
    }
}
