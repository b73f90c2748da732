package dev.pentimento.it.faults.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file system of its own, in memory, that can be made full and be given room again. Only root may mount one. */
public final class SmallDisk implements AutoCloseable {
    private static final String ROOM = "size=2g";
    private static final long LEAST_SPARE = 64 << 10;
    private static final long MOST_SPARE = 256 << 20;

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** @throws IOException if the machine does not permit it */
    static SmallDisk mount(Path folder) throws IOException {
        Files.createDirectories(folder);
        run(List.of("mount", "-t", "tmpfs", "-o", ROOM, "pentimento-faults", folder.toString()));
        return new SmallDisk(folder);
    }

    /**
     * From now on it has the room that its files take, and a little more if they grow while they are measured: the system refuses
     * less than they take ("mount point not mounted or bad option").
     */
    public void fill() {
        for (long spare = 0; !filled(spare); spare = Math.max(LEAST_SPARE, 2 * spare)) {}
    }

    private boolean filled(long spare) {
        try {
            long used = Files.getFileStore(folder).getTotalSpace()
                    - Files.getFileStore(folder).getUnallocatedSpace();
            run(List.of("mount", "-o", "remount,size=" + Math.max(used + spare, 4096), folder.toString()));
            return true;
        } catch (IOException e) {
            if (spare > MOST_SPARE) {
                throw new UncheckedIOException(e);
            }
            return false;
        }
    }

    public void giveRoom() {
        try {
            run(List.of("mount", "-o", "remount," + ROOM, folder.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + ": " + said.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        try {
            run(List.of("umount", "-l", folder.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
