package dev.pentimento.registry;

import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** A Kafka broker, its own controller, in this process. */
final class TestBroker implements AutoCloseable {
    private final KafkaRaftServer server;
    private final int port;

    TestBroker(Path directory) throws Exception {
        int controller;
        // Both sockets are open at once, so the ports differ.
        try (ServerSocket first = freePort();
                ServerSocket second = freePort()) {
            port = first.getLocalPort();
            controller = second.getLocalPort();
        }
        new Formatter()
                .setNodeId(1)
                .setClusterId(Uuid.randomUuid().toString())
                .setDirectories(List.of(directory.toString()))
                .setMetadataLogDirectory(directory.toString())
                .setControllerListenerName("CONTROLLER")
                .setPrintStream(new PrintStream(PrintStream.nullOutputStream()))
                .run();
        Map<String, String> settings = new HashMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@localhost:" + controller);
        settings.put("listeners", "BROKER://localhost:" + port + ",CONTROLLER://localhost:" + controller);
        settings.put("advertised.listeners", "BROKER://localhost:" + port);
        settings.put("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("inter.broker.listener.name", "BROKER");
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("log.dirs", directory.toString());
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "1");
        server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
        server.startup();
    }

    Map<String, Object> clients() {
        return Map.of("bootstrap.servers", "localhost:" + port);
    }

    private static ServerSocket freePort() throws Exception {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
