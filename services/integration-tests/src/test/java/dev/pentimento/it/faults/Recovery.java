package dev.pentimento.it.faults;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How long the system takes to recover, from the end of the last fault. */
final class Recovery {
    private final long end = System.nanoTime();
    private @Nullable Duration ready;
    private @Nullable Duration answered;
    private String last = "";

    /** @param complaints of those who are not ready now */
    void readiness(Map<String, String> complaints) {
        if (ready == null) {
            if (complaints.isEmpty()) {
                ready = sinceEnd();
            } else {
                last = String.join(", ", complaints.keySet());
            }
        }
    }

    /** @param complaints about images without the right answer now */
    void answers(List<String> complaints) {
        if (answered == null && complaints.isEmpty()) {
            answered = sinceEnd();
        }
    }

    private Duration sinceEnd() {
        return Duration.ofNanos(System.nanoTime() - end);
    }

    /** Until every process was ready; until now if that did not happen. */
    Duration ready() {
        return ready == null ? sinceEnd() : ready;
    }

    /** Who was ready last; empty: nobody had to be waited for. */
    String last() {
        return last;
    }

    /** Until every image had its answer; until now if that did not happen. */
    Duration answered() {
        return answered == null ? sinceEnd() : answered;
    }
}
