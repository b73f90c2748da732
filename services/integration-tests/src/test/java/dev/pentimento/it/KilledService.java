package dev.pentimento.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A service in a process of its own that is killed again and again in the middle of its work, each time at the next
 * point of a transaction, and started again.
 */
final class KilledService implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int MOST_COMMITS = 3;

    private final String command;
    private final Backbone backbone;
    private final Map<String, String> environment;
    private final Random random;
    private final Map<String, Integer> kills = new TreeMap<>();
    private @Nullable CommandProcess running;
    private boolean closed;

    /** @param settings beyond those that every service has, as environment variables */
    KilledService(String command, Backbone backbone, Map<String, String> settings, long seed) {
        this.command = command;
        this.backbone = backbone;
        this.random = new Random(seed);
        this.environment = new HashMap<>(settings);
        backbone.settings()
                .asMap()
                .forEach((name, value) -> environment.put(
                        "PENTIMENTO_" + name.toUpperCase(Locale.ROOT).replace('.', '_'), value));
        environment.put("PENTIMENTO_HTTP_PORT", "0");
        // A process that lives for seconds: what makes a long-lived one faster makes this one slower.
        environment.put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
    }

    /**
     * Kills it so often, then lets it live.
     *
     * @param afterEach told of each kill
     */
    CommandProcess kill(int times, Runnable afterEach) {
        KillPoint[] points = KillPoint.values();
        for (int i = 0; i < times; i++) {
            killAt(points[i % points.length]);
            afterEach.run();
        }
        return start(backbone.bootstrapServers());
    }

    /** Starts it and returns when it is killed, at such a point of one of its first transactions. */
    void killAt(KillPoint point) {
        KillAt killer = new KillAt(point, random.nextInt(MOST_COMMITS));
        try (Wire wire = new Wire(backbone.bootstrapServers(), killer);
                CommandProcess process = start(wire.address())) {
            killer.victim(process.process());
            Awaitility.await("the end of " + command)
                    .atMost(PATIENCE)
                    .until(() -> killer.killed().isDone() || !process.process().isAlive());
            assertThat(killer.killed())
                    .as("%s ended by itself; it said %s", command, process.err())
                    .isCompleted();
        }
        kills.merge(killer.killed().join(), 1, Integer::sum);
    }

    private synchronized CommandProcess start(String bootstrapServers) {
        if (closed) {
            throw new IllegalStateException(command + " is not needed any more");
        }
        Map<String, String> all = new HashMap<>(environment);
        all.put("PENTIMENTO_KAFKA_BOOTSTRAP_SERVERS", bootstrapServers);
        CommandProcess process = CommandProcess.start(all, command);
        running = process;
        return process;
    }

    /** How often it was killed, by where that landed. */
    Map<String, Integer> kills() {
        return kills;
    }

    /** Leaves no process behind, also when the test fails in the middle. */
    @Override
    public synchronized void close() {
        closed = true;
        if (running != null) {
            running.process().destroyForcibly().onExit().join();
        }
    }
}
