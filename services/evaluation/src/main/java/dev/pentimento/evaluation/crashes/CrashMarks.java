package dev.pentimento.evaluation.crashes;

import dev.pentimento.serving.faults.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records what was being judged when the process crashed, in a form that survives the crash. A batch on which it
 * crashed twice is judged image by image. An image on which it crashed twice, alone, is no longer judged. A single
 * crash may be a coincidence, because anything may kill a process.
 *
 * <p>Each partition has a file with the place that is currently judged; the file {@code ends} has one line for each
 * crash. If these files cannot be written, images are judged without them.
 *
 * <p>Thread-safe, if each thread has its own partitions.
 */
public final class CrashMarks {
    /** Largest number of crashes on a batch, and on an image alone. */
    static final int MOST_ENDS = 2;

    /** More than are ever needed: the oldest are discarded. */
    private static final int MOST_LINES = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(CrashMarks.class);

    private final Path directory;
    private final Map<Integer, Optional<MarkFile>> files = new HashMap<>();
    private final Map<Place, Integer> ends = new HashMap<>();

    /** @param directory of these files; not used by any other process */
    public CrashMarks(Path directory) {
        this.directory = directory;
    }

    /** Takes over a partition, and finds out what was being judged there when the process crashed. */
    public synchronized void open(int partition) {
        Optional<MarkFile> file = Optional.empty();
        try {
            Files.createDirectories(directory);
            MarkFile mark = new MarkFile(directory.resolve("judging-" + partition));
            file = Optional.of(mark);
            Optional<Place> ended = mark.read();
            if (ended.isPresent()) {
                note(ended.get());
                mark.clear();
            }
            readEnds();
        } catch (IOException e) {
            failed(e);
        }
        Optional<MarkFile> former = files.put(partition, file);
        if (former != null) {
            former.ifPresent(this::close);
        }
    }

    private void note(Place ended) throws IOException {
        List<String> lines = new ArrayList<>(lines());
        lines.add(ended.text());
        Path next = directory.resolve("ends.next");
        Files.write(next, lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size()));
        Files.move(next, directory.resolve("ends"), StandardCopyOption.REPLACE_EXISTING);
        LOG.warn(
                "the process ended while it judged {} of the batch at offset {} of partition {} of embeddings",
                ended.image() == Place.ALL ? "the images" : "image " + ended.image(),
                ended.offset(),
                ended.partition());
    }

    private List<String> lines() throws IOException {
        Path path = directory.resolve("ends");
        return Files.exists(path) ? Files.readAllLines(path) : List.of();
    }

    private void readEnds() throws IOException {
        ends.clear();
        for (String line : lines()) {
            Place.of(line).ifPresent(place -> ends.merge(place, 1, Integer::sum));
        }
    }

    /** Gives up a partition. */
    public synchronized void close(int partition) {
        Optional<MarkFile> file = files.remove(partition);
        if (file != null) {
            file.ifPresent(this::close);
        }
    }

    private void close(MarkFile file) {
        try {
            file.close();
        } catch (IOException e) {
            failed(e);
        }
    }

    /** How often the process has crashed at this place. */
    public synchronized int ends(Place place) {
        return ends.getOrDefault(place, 0);
    }

    /** Whether it has crashed so often that this place must not be tried again. */
    public boolean tooOften(Place place) {
        return ends(place) >= MOST_ENDS;
    }

    /**
     * Judges after writing a mark. After a failure of the machine, the mark stays, so that an image that breaks the
     * device each time is found in the same way.
     */
    public <T> T during(Place place, Supplier<T> judging) {
        Optional<MarkFile> file = file(place.partition());
        file.ifPresent(mark -> write(mark, place));
        try {
            T judged = judging.get();
            file.ifPresent(this::clear);
            return judged;
        } catch (RuntimeException e) {
            if (!Fault.isOfMachine(e)) {
                file.ifPresent(this::clear);
            }
            throw e;
        }
    }

    private synchronized Optional<MarkFile> file(int partition) {
        return files.getOrDefault(partition, Optional.empty());
    }

    private void write(MarkFile mark, Place place) {
        try {
            mark.write(place);
        } catch (IOException e) {
            failed(e);
        }
    }

    private void clear(MarkFile mark) {
        try {
            mark.clear();
        } catch (IOException e) {
            failed(e);
        }
    }

    private void failed(IOException failure) {
        LOG.debug("images are judged without a mark in {}: {}", directory, failure.getMessage());
    }
}
