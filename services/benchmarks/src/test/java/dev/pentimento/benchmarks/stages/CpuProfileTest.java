package dev.pentimento.benchmarks.stages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class CpuProfileTest {
    private static final String HERE = CpuProfileTest.class.getName() + ".";

    private final CountDownLatch working = new CountDownLatch(1);
    private volatile boolean ended;
    private double sum;

    @Test
    void processorTimeGoesToTheFirstCategoryThatIsOnTheStack() throws InterruptedException {
        Map<String, List<String>> categories = new LinkedHashMap<>();
        categories.put("elsewhere", List.of("java.io."));
        categories.put("work", List.of(HERE + "work"));
        categories.put("what called it", List.of(HERE + "call"));
        Thread thread = new Thread(this::call);
        thread.start();
        working.await();

        CpuProfile profile = new CpuProfile(thread, categories);
        while (profile.nanos() == 0) {
            Thread.onSpinWait();
        }
        profile.close();
        ended = true;
        thread.join();

        assertThat(profile.nanos("work")).isEqualTo(profile.nanos());
        assertThat(profile.nanos("what called it")).isZero();
        assertThat(profile.nanos("elsewhere")).isZero();
    }

    private void call() {
        work();
    }

    private void work() {
        working.countDown();
        while (!ended) {
            sum += Math.sqrt(sum + 1);
        }
    }
}
