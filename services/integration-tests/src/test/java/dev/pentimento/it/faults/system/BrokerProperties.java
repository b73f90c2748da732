package dev.pentimento.it.faults.system;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Settings of three brokers that keep each record three times and acknowledge it when two have it. Each user of the
 * cluster has a listener of its own on each broker, so that each has a network of its own that can be cut.
 */
record BrokerProperties(String clusterId, List<Integer> controllerPorts) {
    static final String CONTROLLER = "CONTROLLER";
    static final String REPLICATION = "REPLICATION";
    /** Not cut and not slowed: what tests send and count with. */
    static final String TESTS = "TESTS";

    static final String HOST = "127.0.0.1";

    /** @param ports of a listener: where the broker listens, and where its users believe that it does */
    record ListenerPorts(int own, int advertised) {}

    Properties of(int node, Path logs, Map<String, ListenerPorts> listeners) {
        Map<String, Object> settings = new TreeMap<>();
        settings.put(KafkaNode.CLUSTER_ID, clusterId);
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", node);
        settings.put("log.dirs", logs);
        List<String> own = new ArrayList<>();
        List<String> advertised = new ArrayList<>();
        listeners.forEach((name, ports) -> {
            own.add(name + "://" + HOST + ":" + ports.own());
            advertised.add(name + "://" + HOST + ":" + ports.advertised());
        });
        own.add(CONTROLLER + "://" + HOST + ":" + controllerPorts.get(node - 1));
        settings.put("listeners", String.join(",", own));
        settings.put("advertised.listeners", String.join(",", advertised));
        settings.put(
                "listener.security.protocol.map",
                listeners.keySet().stream().map(name -> name + ":PLAINTEXT,").collect(Collectors.joining()) + CONTROLLER
                        + ":PLAINTEXT");
        settings.put("inter.broker.listener.name", REPLICATION);
        settings.put("controller.listener.names", CONTROLLER);
        settings.put(
                "controller.quorum.voters",
                IntStream.range(0, controllerPorts.size())
                        .mapToObj(i -> (i + 1) + "@" + HOST + ":" + controllerPorts.get(i))
                        .collect(Collectors.joining(",")));
        settings.putAll(replication());
        settings.putAll(sizes());
        settings.putAll(times());
        Properties properties = new Properties();
        settings.forEach((name, value) -> properties.setProperty(name, value.toString()));
        return properties;
    }

    private static Map<String, Object> replication() {
        return Map.of(
                "auto.create.topics.enable", false,
                "default.replication.factor", 3,
                "min.insync.replicas", 2,
                "num.partitions", 4,
                "offsets.topic.replication.factor", 3,
                "offsets.topic.num.partitions", 4,
                "transaction.state.log.replication.factor", 3,
                "transaction.state.log.min.isr", 2,
                "transaction.state.log.num.partitions", 4,
                "share.coordinator.state.topic.num.partitions", 1);
    }

    private static Map<String, Object> sizes() {
        int mebibyte = 1024 * 1024;
        return Map.of(
                "message.max.bytes",
                17 * mebibyte,
                "replica.fetch.response.max.bytes",
                17 * mebibyte,
                "log.segment.bytes",
                64 * mebibyte,
                "log.index.size.max.bytes",
                mebibyte,
                "log.cleaner.dedupe.buffer.size",
                16 * mebibyte,
                "num.network.threads",
                1,
                "num.io.threads",
                4,
                "background.threads",
                2,
                "metric.reporters",
                "");
    }

    /** As the local stack has them, where the usual ones would only make each schedule longer. */
    private static Map<String, Object> times() {
        return Map.of(
                "group.initial.rebalance.delay.ms", 0,
                "transaction.abort.timed.out.transaction.cleanup.interval.ms", 2_000,
                "group.consumer.session.timeout.ms", 10_000,
                "group.consumer.min.session.timeout.ms", 10_000,
                "group.consumer.heartbeat.interval.ms", 3_000,
                "group.consumer.min.heartbeat.interval.ms", 3_000,
                "replica.lag.time.max.ms", 10_000);
    }
}
