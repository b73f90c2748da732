package dev.pentimento.it.faults;

import java.util.List;

/** What can go wrong, with whom, and for how many seconds. */
enum FaultKind {
    KILL("kill -9", Targets.ANY, 0, 3),
    PAUSE("SIGSTOP", Targets.ANY, 20, 90),
    BROKER_LOST("broker lost", Targets.BROKERS, 10, 40),
    TWO_BROKERS_LOST("two of three brokers lost", Targets.CLUSTER, 10, 25),
    CONTROLLER_LOST("controller lost", Targets.CLUSTER, 10, 30),
    ROLLING_RESTART("rolling restart of the brokers", Targets.CLUSTER, 0, 0),
    BROKER_DISK_FULL("full disk", List.of("broker-3"), 10, 30),
    STATE_DISK_FULL("full disk", List.of("evaluation-2"), 10, 30),
    REGISTRY_AWAY("away, and others are killed meanwhile", List.of("registry"), 30, 120),
    NETWORK_SLOW("slow network", Targets.CONNECTED, 15, 40),
    NETWORK_CUT("cut network", Targets.CONNECTED, 10, 40),
    NETWORK_SILENT("silent network", Targets.CONNECTED, 15, 45),
    STATE_DELETED("deleted state", Targets.EVALUATIONS, 1, 5),
    STATE_DAMAGED("damaged state", Targets.EVALUATIONS, 1, 5),
    POISONED_VERSION("poisoned version, and its promotion", Targets.CLUSTER, 0, 0),
    SWAP("other champion", Targets.CLUSTER, 0, 0),
    FLOOD("100 times the rate", Targets.CLUSTER, 2, 4),
    CLOCK_JUMP("clock jumps by hours, and back", Targets.CLOCKS, 15, 30),
    CAMERA_CLOCK("camera's clock is hours behind", Targets.CLUSTER, 5, 15),
    REBALANCES("instances stop and start, one on top of the other", Targets.CLUSTER, 0, 0);

    private final String title;
    private final List<String> targets;
    private final int leastSeconds;
    private final int mostSeconds;

    FaultKind(String title, List<String> targets, int leastSeconds, int mostSeconds) {
        this.title = title;
        this.targets = targets;
        this.leastSeconds = leastSeconds;
        this.mostSeconds = mostSeconds;
    }

    String title() {
        return title;
    }

    List<String> targets() {
        return targets;
    }

    int leastSeconds() {
        return leastSeconds;
    }

    int mostSeconds() {
        return mostSeconds;
    }

    /** Names of processes, as the system has them. */
    private static final class Targets {
        private static final List<String> CLUSTER = List.of("all");
        private static final List<String> BROKERS = List.of("broker-1", "broker-2", "broker-3");
        private static final List<String> EVALUATIONS = List.of("evaluation-1", "evaluation-2");
        private static final List<String> CLOCKS = List.of("embedding-1", "evaluation-1", "trainer");
        private static final List<String> CONNECTED = List.of(
                "broker-1",
                "broker-2",
                "broker-3",
                "registry",
                "embedding-1",
                "embedding-2",
                "evaluation-1",
                "evaluation-2",
                "trainer",
                "dashboard");
        private static final List<String> ANY = CONNECTED;
    }
}
