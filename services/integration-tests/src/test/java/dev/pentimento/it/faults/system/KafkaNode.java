package dev.pentimento.it.faults.system;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** A broker with its controller, one of several, as a program. Its argument is its properties file. */
final class KafkaNode {
    /** Of our own; Kafka reads the others. */
    static final String CLUSTER_ID = "pentimento.cluster.id";

    private KafkaNode() {}

    public static void main(String[] arguments) throws Exception {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(Path.of(arguments[0]))) {
            properties.load(in);
        }
        Map<String, Object> settings = new HashMap<>();
        properties.forEach((name, value) -> settings.put((String) name, value));
        format(
                (String) settings.remove(CLUSTER_ID),
                Path.of((String) settings.get("log.dirs")),
                Integer.parseInt((String) settings.get("node.id")));
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "stop"));
        server.startup();
        server.awaitShutdown();
    }

    private static void format(String cluster, Path logs, int node) throws Exception {
        if (Files.exists(logs.resolve("meta.properties"))) {
            return;
        }
        new Formatter()
                .setNodeId(node)
                .setClusterId(cluster)
                .setDirectories(List.of(logs.toString()))
                .setMetadataLogDirectory(logs.toString())
                .setControllerListenerName(BrokerProperties.CONTROLLER)
                .setPrintStream(new PrintStream(PrintStream.nullOutputStream()))
                .run();
    }
}
