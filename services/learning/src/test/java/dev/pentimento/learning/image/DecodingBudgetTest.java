package dev.pentimento.learning.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pentimento.learning.image.file.ImageFile;
import dev.pentimento.learning.image.file.ImageTooLargeException;
import dev.pentimento.learning.image.file.PngWriter;
import dev.pentimento.learning.image.file.UndecodableImageException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DecodingBudgetTest {
    private static final int UNIT = 1024;
    private static final ImageShape INPUT = ImageShape.plain(1, 28, 28);

    private final DecodingBudget budget = budget(100 * UNIT, 0);
    private final ImageFile image = small();

    /** @param seconds that pass between two looks at the clock */
    private static DecodingBudget budget(long bytes, int seconds) {
        AtomicLong clock = new AtomicLong();
        return new DecodingBudget(
                bytes,
                "the.memory",
                Duration.ofSeconds(3),
                "the.time",
                () -> clock.addAndGet(seconds * 1_000_000_000L));
    }

    @Test
    void whatNeverFitsIsRefusedWithTheFigures() {
        byte[] png = new PngWriter(1000, 1000, 16, 6, true).uniform((byte) 1);

        assertThatThrownBy(() -> new ImageDecoder(INPUT, budget(4 << 20, 0)).decode(png))
                .isInstanceOf(ImageTooLargeException.class)
                .hasMessage(
                        "a PNG image of 1000 x 1000 pixels (4 bands of 16 bits, interlaced) needs 7.8 MiB of memory to be"
                                + " decoded, more than 4.0 MiB (the.memory)");
    }

    @Test
    void anImageThatIsReadRowByRowNeedsLittle() throws Exception {
        byte[] png = new PngWriter(1000, 1000, 16, 6, false).uniform((byte) 1);

        float[] decoded = new ImageDecoder(INPUT, budget(256 << 10, 0)).decode(png);

        for (float value : decoded) {
            assertThat(value).isCloseTo(257 / 65535f * (257 / 65535f), within(1e-9f));
        }
    }

    @Test
    void anImageThatTakesTooLongIsRefusedWithTheLimit() {
        byte[] png = new PngWriter(2000, 2000, 8, 2, false).uniform((byte) 1);

        assertThatThrownBy(() -> new ImageDecoder(INPUT, budget(1 << 20, 1)).decode(png))
                .isInstanceOf(ImageTooLargeException.class)
                .hasMessage("a PNG image of 2000 x 2000 pixels (3 bands of 8 bits) takes more than 3.0 s of CPU time to"
                        + " be decoded (the.time)");
    }

    @Test
    void memoryIsGivenBackWhateverHappens() throws Exception {
        byte[] good = new PngWriter(100, 100, 8, 0, true).uniform((byte) 1);
        byte[] cut = Arrays.copyOf(good, good.length - 30);
        ImageDecoder decoder = new ImageDecoder(INPUT, budget(90 << 10, 0));
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> decoder.decode(cut)).isInstanceOf(UndecodableImageException.class);
        }

        assertThat(decoder.decode(good)).hasSize(784);
    }

    @Test
    void aLargeImageIsNotOvertakenByOnesThatWouldFit() throws Exception {
        DecodingBudget.Room first = budget.admit(image, 60 * UNIT);
        CountDownLatch done = new CountDownLatch(1);
        CompletableFuture<Boolean> large = new CompletableFuture<>();
        CompletableFuture<Boolean> small = new CompletableFuture<>();
        waiting(() -> {
            try (DecodingBudget.Room room = budget.admit(image, 80 * UNIT)) {
                large.complete(small.isDone());
                done.await();
            }
        });
        waiting(() -> {
            try (DecodingBudget.Room room = budget.admit(image, 30 * UNIT)) {
                small.complete(true);
            }
        });

        first.close();

        assertThat(large.get()).as("whether it was overtaken").isFalse();
        assertThat(small).isNotDone();
        done.countDown();
        assertThat(small.get()).isTrue();
    }

    private interface Work {
        void run() throws Exception;
    }

    /** Returns when it waits. */
    private static void waiting(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        while (thread.getState() != Thread.State.WAITING) {
            assertThat(thread.getState()).isNotEqualTo(Thread.State.TERMINATED);
            Thread.onSpinWait();
        }
    }

    private static ImageFile small() {
        try {
            return ImageFile.open(new PngWriter(1, 1, 8, 0, false).uniform((byte) 1));
        } catch (UndecodableImageException e) {
            throw new AssertionError(e);
        }
    }
}
