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

    /** From now on it has exactly the room that its files take. */
    public void fill() {
        try {
            long used = Files.getFileStore(folder).getTotalSpace()
                    - Files.getFileStore(folder).getUnallocatedSpace();
            run(List.of("mount", "-o", "remount,size=" + Math.max(used, 4096), folder.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
