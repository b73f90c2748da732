package dev.pentimento.cli.stack;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Settings for a single broker that shares a small machine with everything else. */
final class BrokerSettings {
    static final String HOST = "127.0.0.1";
    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private static final int MEBIBYTE = 1024 * 1024;
    /** An image of 16 MB plus the overhead of Avro and the record batch. */
    private static final int LARGEST_BATCH = 17 * MEBIBYTE;

    private static final int SEGMENT = 256 * MEBIBYTE;

    private BrokerSettings() {}

    static Map<String, Object> of(Path logs, int port, int controllerPort) {
        Map<String, Object> settings = new HashMap<>();
        settings.putAll(listeners(port, controllerPort));
        settings.putAll(alone());
        settings.putAll(sizes());
        settings.put("log.dirs", logs.toString());
        settings.put("auto.create.topics.enable", false);
        settings.put("group.initial.rebalance.delay.ms", 0);
        // After a kill within a transaction, consumers wait for the transaction timeout plus at most this time.
        settings.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", 2_000);
        // After a kill, an instance's images wait this long until another instance takes over.
        settings.put("group.consumer.session.timeout.ms", 10_000);
        settings.put("group.consumer.min.session.timeout.ms", 10_000);
        settings.put("group.consumer.heartbeat.interval.ms", 3_000);
        settings.put("group.consumer.min.heartbeat.interval.ms", 3_000);
        // After a kill, the next start waits this long for the previous registration to expire.
        settings.put("broker.session.timeout.ms", 6_000);
        settings.put("broker.heartbeat.interval.ms", 1_000);
        settings.put("server.max.startup.time.ms", 60_000);
        // As text, which Kafka parses into the type of each setting: some are shorts.
        settings.replaceAll((name, value) -> value.toString());
        return settings;
    }

    private static Map<String, Object> listeners(int port, int controllerPort) {
        String broker = "PLAINTEXT://" + HOST + ":" + port;
        String controller = CONTROLLER_LISTENER + "://" + HOST + ":" + controllerPort;
        return Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                NODE_ID,
                "listeners",
                broker + "," + controller,
                "advertised.listeners",
                broker,
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT",
                "inter.broker.listener.name",
                "PLAINTEXT",
                "controller.listener.names",
                CONTROLLER_LISTENER,
                // Static voters, since the controller's port may change with each start.
                "controller.quorum.voters",
                NODE_ID + "@" + HOST + ":" + controllerPort);
    }

    private static Map<String, Object> alone() {
        return Map.of(
                "default.replication.factor", 1,
                "num.partitions", 4,
                "offsets.topic.replication.factor", 1,
                "offsets.topic.num.partitions", 4,
                "transaction.state.log.replication.factor", 1,
                "transaction.state.log.min.isr", 1,
                "transaction.state.log.num.partitions", 4,
                "share.coordinator.state.topic.replication.factor", 1,
                "share.coordinator.state.topic.min.isr", 1,
                "share.coordinator.state.topic.num.partitions", 4);
    }

    private static Map<String, Object> sizes() {
        Map<String, Object> sizes = new HashMap<>();
        sizes.put("message.max.bytes", LARGEST_BATCH);
        sizes.put("replica.fetch.max.bytes", LARGEST_BATCH);
        sizes.put("replica.fetch.response.max.bytes", LARGEST_BATCH);
        sizes.put("log.segment.bytes", SEGMENT);
        sizes.put("log.index.size.max.bytes", 2 * MEBIBYTE);
        sizes.put("log.cleaner.dedupe.buffer.size", 16 * MEBIBYTE);
        sizes.put("num.network.threads", 2);
        sizes.put("num.io.threads", 4);
        sizes.put("background.threads", 2);
        sizes.put("metric.reporters", "");
        return sizes;
    }
}
