package dev.pentimento.learning.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.learning.image.file.ImageTooLargeException;
import dev.pentimento.learning.image.file.PngWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Small files of very large images, all at once, in a process with little memory. */
class BigImagesTest {
    private static final ImageShape INPUT = ImageShape.plain(1, 28, 28);
    private static final int THREADS = 8;

    @Test
    void noImageEndsAProcessWithASmallHeap() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseG1GC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BigImagesTest.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said.lines().filter(line -> line.startsWith("decoded "))).hasSize(9);
        assertThat(said.lines().filter(line -> line.startsWith("refused ")))
                .hasSize(8)
                .allMatch(
                        line -> line.equals("refused a PNG image of 6200 x 6200 pixels (3 bands of 8 bits, interlaced)"
                                + " needs 110.6 MiB of memory to be decoded, more than 64.0 MiB"
                                + " (a quarter of the heap, which -Xmx sets)"));
        assertThat(said.lines().filter("small"::equals)).hasSize(1000);
    }

    public static void main(String... none) throws Exception {
        byte[] huge = new PngWriter(8192, 8192, 16, 6, false).uniform((byte) 0x40);
        byte[] large = new PngWriter(6200, 6200, 8, 2, false).uniform((byte) 0x40);
        byte[] interlaced = new PngWriter(6200, 6200, 8, 2, true).uniform((byte) 0x40);
        byte[] waits = new PngWriter(4000, 4000, 8, 2, true).uniform((byte) 0x40);
        byte[] small = ImageEncoder.greyPng(new byte[784], 28, 28);
        List<Callable<String>> work = new ArrayList<>();
        work.add(() -> decode(huge, "decoded huge"));
        for (int i = 0; i < 8; i++) {
            work.add(() -> decode(large, "decoded large"));
            work.add(() -> decode(interlaced, "decoded interlaced"));
            work.add(() -> decode(waits, "waited"));
            for (int each = 0; each < 125; each++) {
                work.add(() -> decode(small, "small"));
            }
        }
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        for (Future<String> each : pool.invokeAll(work)) {
            System.out.println(each.get());
        }
        pool.shutdown();
    }

    private static String decode(byte[] content, String decoded) throws Exception {
        try {
            new ImageDecoder(INPUT).decode(content);
            return decoded;
        } catch (ImageTooLargeException e) {
            return "refused " + e.getMessage();
        }
    }
}
