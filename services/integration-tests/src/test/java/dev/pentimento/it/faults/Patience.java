package dev.pentimento.it.faults;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ConditionTimeoutException;

/** Waits for conditions, each for so long at most. */
record Patience(Duration most) {
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** @return whether that was so in time; a failure to find out counts as no */
    boolean until(Callable<Boolean> condition) {
        try {
            asking("the condition").until(condition);
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }

    /** The answer, as soon as there is one. */
    <T> T answer(String what, Callable<T> question) {
        return asking(what).until(question, Objects::nonNull);
    }

    private ConditionFactory asking(String what) {
        return Awaitility.await(what)
                .pollInSameThread()
                .pollDelay(PAUSE.toMillis(), TimeUnit.MILLISECONDS)
                .pollInterval(PAUSE)
                .atMost(most)
                .ignoreExceptions();
    }
}
