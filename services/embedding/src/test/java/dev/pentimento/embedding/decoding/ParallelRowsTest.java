package dev.pentimento.embedding.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ParallelRowsTest {
    private static final int ROWS = 1000;
    private static final int THREADS = 4;

    @Test
    void whatIsEnoughEndsTheWorkAfterTheRowsThatAreBegun() {
        AtomicInteger done = new AtomicInteger();
        try (ParallelRows rows = new ParallelRows("test", THREADS)) {
            var results = rows.map(
                    ROWS,
                    row -> {
                        done.incrementAndGet();
                        return row;
                    },
                    () -> done.get() >= 10);

            assertThat(results).hasSizeBetween(10, 10 + THREADS).hasSize(done.get());
            assertThat(results)
                    .isEqualTo(IntStream.range(0, results.size()).boxed().toList());
        }
    }

    @Test
    void oneRowIsDoneHoweverLittleIsEnough() {
        try (ParallelRows rows = new ParallelRows("test", 1)) {
            assertThat(rows.map(ROWS, row -> row, () -> true)).containsExactly(0);
            assertThat(rows.map(0, row -> row, () -> true)).isEmpty();
        }
    }

    @Test
    void anErrorIsThrownWhenEveryThreadHasStopped() {
        AtomicInteger working = new AtomicInteger();
        CountDownLatch both = new CountDownLatch(2);
        try (ParallelRows rows = new ParallelRows("test", 2)) {
            assertThatThrownBy(() -> rows.map(
                            ROWS,
                            row -> {
                                working.incrementAndGet();
                                meet(both);
                                try {
                                    throw new NoClassDefFoundError("of row " + row);
                                } finally {
                                    working.decrementAndGet();
                                }
                            },
                            () -> false))
                    .isInstanceOf(NoClassDefFoundError.class);
        }
        assertThat(working).hasValue(0);
    }

    private static void meet(CountDownLatch both) {
        try {
            both.countDown();
            both.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
