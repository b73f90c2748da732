package dev.pentimento.it.faults.system;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallDiskTest {
    private static final byte[] PAGE = new byte[4096];

    @TempDir
    Path folder;

    private Optional<SmallDisk> disk = Optional.empty();

    @BeforeEach
    void mount() {
        try {
            disk = Optional.of(SmallDisk.mount(folder.resolve("disk")));
        } catch (IOException e) {
            assumeTrue(false, "only root may mount: " + e.getMessage());
        }
    }

    @AfterEach
    void unmount() {
        disk.ifPresent(SmallDisk::close);
    }

    @Test
    void aDiskThatIsWrittenMeanwhileIsFullAndGetsRoomAgain() throws Exception {
        SmallDisk small = disk.orElseThrow();
        CountDownLatch full = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(100);
        Path file = folder.resolve("disk").resolve("log");
        Thread writer = new Thread(() -> {
            while (full.getCount() > 0) {
                try {
                    append(file);
                    begun.countDown();
                } catch (IOException e) {
                    full.countDown();
                }
            }
        });
        writer.start();
        begun.await();

        small.fill();

        writer.join();
        assertThatThrownBy(() -> append(file)).isInstanceOf(IOException.class);
        small.giveRoom();
        append(file);
    }

    private static void append(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            out.write(PAGE);
        }
    }
}
