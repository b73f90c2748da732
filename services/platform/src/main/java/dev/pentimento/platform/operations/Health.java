package dev.pentimento.platform.operations;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What is wrong at the moment, if anything, as each part of a service tells it. Nobody is ready before
 * {@link #started()}: a part that has not registered yet could not say that it is not.
 */
public final class Health {
    private static final String PROCESS = "process";

    private volatile Optional<String> phase = Optional.of("the service is still starting");
    private final Map<String, Supplier<Optional<String>>> readiness = new ConcurrentHashMap<>();
    private final Map<String, Supplier<Optional<String>>> liveness = new ConcurrentHashMap<>();

    /** Wrong until it clears by itself, such as a model that is not loaded yet: no traffic, no restart. */
    public void readiness(String part, Supplier<Optional<String>> problem) {
        readiness.put(part, problem);
    }

    /** Wrong for good, such as a dead thread: only a restart helps. */
    public void liveness(String part, Supplier<Optional<String>> problem) {
        liveness.put(part, problem);
    }

    /** Every part has registered: from now on what they tell decides. */
    public void started() {
        phase = Optional.empty();
    }

    /** The parts go one after the other, and none of them is missed. */
    public void stopping() {
        phase = Optional.of("the service stops");
    }

    public void remove(String part) {
        readiness.remove(part);
        liveness.remove(part);
    }

    /** Problems by part that only a restart mends; empty: alive. */
    public Map<String, String> notLive() {
        return problems(liveness);
    }

    /** Problems by part; empty: ready. */
    public Map<String, String> notReady() {
        Map<String, String> all = problems(readiness);
        phase.ifPresent(text -> all.put(PROCESS, text));
        all.putAll(problems(liveness));
        return all;
    }

    private static Map<String, String> problems(Map<String, Supplier<Optional<String>>> checks) {
        Map<String, String> problems = new TreeMap<>();
        checks.forEach((part, check) -> check.get().ifPresent(text -> problems.put(part, text)));
        return problems;
    }
}
