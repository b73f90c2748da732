package dev.pentimento.platform.operations;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Collects the current problems of a service from its parts. The service is not ready before {@link #started()}: a part
 * that has not registered yet cannot report a problem.
 */
public final class Health {
    private static final String PROCESS = "process";

    private volatile Optional<String> phase = Optional.of("the service is still starting");
    private final Map<String, Supplier<Optional<String>>> readiness = new ConcurrentHashMap<>();
    private final Map<String, Supplier<Optional<String>>> liveness = new ConcurrentHashMap<>();

    /** For problems that resolve by themselves, such as a model that is not loaded yet: no traffic, no restart. */
    public void readiness(String part, Supplier<Optional<String>> problem) {
        readiness.put(part, problem);
    }

    /** For permanent problems, such as a dead thread: only a restart helps. */
    public void liveness(String part, Supplier<Optional<String>> problem) {
        liveness.put(part, problem);
    }

    /** Reports as a metric whether the service is ready; in one process with others, whether all are ready. */
    public void measure(MeterRegistry metrics, String service) {
        Gauge.builder("pentimento.ready", () -> notReady().isEmpty() ? 1 : 0)
                .tag("service", service)
                .description("1 while the service is ready")
                .register(metrics);
    }

    /** Every part has registered: from now on, their reports decide. */
    public void started() {
        phase = Optional.empty();
    }

    /** The service is no longer ready, whatever its parts report, because they stop one after another. */
    public void stopping() {
        phase = Optional.of("the service stops");
    }

    public void remove(String part) {
        readiness.remove(part);
        liveness.remove(part);
    }

    /** Problems by part that only a restart can solve; empty: the service is alive. */
    public Map<String, String> notLive() {
        return problems(liveness);
    }

    /** Problems by part; empty: the service is ready. */
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
