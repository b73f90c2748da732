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

/** What came of loading a version. A network that fails on noise is the version's fault, unless the machine is. */
public sealed interface LoadAttempt<T> {
    /** It is loaded. */
    record Loaded<T>(T resource) implements LoadAttempt<T> {}

    /** Chunks of a file are missing: they may come later. */
    record Incomplete<T>(String reason) implements LoadAttempt<T> {}

    /** The version's files are at fault: another try would fail as well. */
    record Unloadable<T>(String reason) implements LoadAttempt<T> {}

    /** Loads, and sorts a failure. A failure of this machine or of Kafka is thrown: it says nothing about the version. */
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
            // The loading thread goes on: only this version is too much for this machine.
            throw new IllegalStateException("this machine cannot load it: " + e, e);
        }
    }

    /** The message of a failure. That of TorchScript is a trace of many lines, of which the last one gives the cause. */
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

    /** @throws KafkaException saying why the version is not loaded */
    default T require(ModelVersion version) {
        if (this instanceof Loaded<T> loaded) {
            return loaded.resource();
        }
        throw new KafkaException("version " + version.getVersion() + " cannot be used: "
                + failure().orElse(""));
    }
}
