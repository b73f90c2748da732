package dev.pentimento.cli.stack;

import dev.pentimento.platform.failures.Causes;
import java.io.PrintStream;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka broker with its controller, in this process and on the loopback interface. Its log survives the process, even
 * after a kill: the next start in the same directory continues with it.
 */
public final class LocalBroker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalBroker.class);
    private static final int ATTEMPTS = 5;

    private final KafkaRaftServer server;
    private final int port;
    private final CompletableFuture<String> failure = new CompletableFuture<>();
    private final Consumer<String> onExit = failure::complete;

    private LocalBroker(Path logs, int port, int controllerPort, Map<String, String> others) {
        this.port = port;
        Map<String, Object> settings = BrokerSettings.of(logs, port, controllerPort);
        settings.putAll(others);
        this.server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
    }

    /**
     * Starts a broker. It accepts requests when this method returns.
     *
     * @param data holds its log, in the directory {@code kafka}
     * @param port port to listen on; 0 means a free port
     * @throws StackException if the port is taken, or Kafka does not start
     */
    public static LocalBroker start(DataDirectory data, int port) {
        return start(data, port, Map.of());
    }

    /**
     * Starts a broker, as {@link #start(DataDirectory, int)}.
     *
     * @param settings Kafka broker settings, instead of those for a small machine
     */
    public static LocalBroker start(DataDirectory data, int port, Map<String, String> settings) {
        LoopbackPort.requireAvailable("Kafka's", port, "--kafka-port");
        Path logs = data.directory("kafka");
        format(logs);
        for (int attempt = 1; ; attempt++) {
            int clients = port == 0 ? LoopbackPort.free() : port;
            LocalBroker broker = new LocalBroker(logs, clients, LoopbackPort.freeBut(clients), settings);
            try {
                broker.startUp();
                return broker;
            } catch (RuntimeException e) {
                // Another process may have taken the free port in the meantime.
                if (!Causes.include(e, BindException.class) || attempt == ATTEMPTS) {
                    throw new StackException("the Kafka broker failed to start", e);
                }
            }
        }
    }

    private void startUp() {
        KafkaExits.listen(onExit);
        try {
            server.startup();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        LOG.debug("Kafka listens on {}", bootstrapServers());
    }

    /** Address for {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return BrokerSettings.HOST + ":" + port;
    }

    public int port() {
        return port;
    }

    /** Completes with the reason after a fatal error, such as a full disk. The owner must then close the broker. */
    public CompletionStage<String> failure() {
        return failure.minimalCompletionStage();
    }

    @Override
    public void close() {
        KafkaExits.forget(onExit);
        server.shutdown();
        server.awaitShutdown();
    }

    private static void format(Path logs) {
        if (Files.exists(logs.resolve("meta.properties"))) {
            return;
        }
        try {
            new Formatter()
                    .setNodeId(BrokerSettings.NODE_ID)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setDirectories(List.of(logs.toString()))
                    .setMetadataLogDirectory(logs.toString())
                    .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
                    .setPrintStream(new PrintStream(PrintStream.nullOutputStream()))
                    .run();
        } catch (Exception e) {
            throw new StackException("cannot prepare " + logs + " for Kafka", e);
        }
    }
}
