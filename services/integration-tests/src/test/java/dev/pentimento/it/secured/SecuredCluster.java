package dev.pentimento.it.secured;

import dev.pentimento.platform.rights.Right;
import dev.pentimento.platform.rights.Rights;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * Three brokers with their controllers, in this process. They know some users by password (SCRAM), some by certificate
 * (mTLS), and those whom a token endpoint knows (OAUTHBEARER); ACLs say what a user may do.
 */
public final class SecuredCluster implements AutoCloseable {
    static final String BROKER = "broker";
    static final String ADMIN = "admin";

    private static final int NODES = 3;
    private static final String PASSWORD = "the-users-password";
    /** Kafka fetches tokens and keys only from addresses that the process allows. */
    private static final String ALLOWED_URLS = "org.apache.kafka.sasl.oauthbearer.allowed.urls";

    private final Certificates certificates;
    private final TokenEndpoint tokens;
    private final List<List<Integer>> ports = new ArrayList<>();
    private final List<KafkaRaftServer> nodes = new ArrayList<>();
    private final Admin admin;

    /** How a user says who he is. */
    public enum Identity {
        SCRAM,
        MTLS,
        OAUTH
    }

    private SecuredCluster(Path folder, List<String> byPassword, List<String> byCertificate) throws Exception {
        List<String> keys = new ArrayList<>(List.of(BROKER, ADMIN));
        keys.addAll(byCertificate);
        certificates = Certificates.of(folder.resolve("certificates"), keys);
        tokens = new TokenEndpoint(certificates.load(BROKER));
        System.setProperty(ALLOWED_URLS, tokens.tokenUrl() + "," + tokens.keysUrl());
        List<Integer> free = freePorts(NODES * (SecuredNode.LISTENERS.size() + 1));
        List<Integer> controllers = free.subList(0, NODES);
        String id = Uuid.randomUuid().toString();
        for (int node = 1; node <= NODES; node++) {
            int from = NODES + (node - 1) * SecuredNode.LISTENERS.size();
            ports.add(free.subList(from, from + SecuredNode.LISTENERS.size()));
            Path logs = Files.createDirectories(folder.resolve("broker-" + node));
            format(id, node, logs, byPassword);
            nodes.add(new KafkaRaftServer(
                    new KafkaConfig(new SecuredNode(node, ports.get(node - 1), controllers, certificates)
                            .settings(logs, tokens)),
                    Time.SYSTEM));
        }
        // A controller waits for the others.
        List<Thread> starts = nodes.stream()
                .map(node -> new Thread(node::startup, "start-broker"))
                .toList();
        starts.forEach(Thread::start);
        for (Thread start : starts) {
            start.join();
        }
        admin = Admin.create(new HashMap<String, Object>(client(ADMIN, Identity.MTLS)));
    }

    /**
     * Starts the brokers. They accept requests when this returns.
     *
     * @param byPassword users who have a password
     * @param byCertificate users who have a certificate
     */
    public static SecuredCluster start(Path folder, List<String> byPassword, List<String> byCertificate)
            throws Exception {
        return new SecuredCluster(folder, byPassword, byCertificate);
    }

    private static void format(String cluster, int node, Path logs, List<String> users) throws Exception {
        new Formatter()
                .setNodeId(node)
                .setClusterId(cluster)
                .setDirectories(List.of(logs.toString()))
                .setMetadataLogDirectory(logs.toString())
                .setControllerListenerName(SecuredNode.CONTROLLER)
                .setScramArguments(users.stream()
                        .map(user -> "SCRAM-SHA-512=[name=" + user + ",password=" + PASSWORD + "]")
                        .toList())
                .setPrintStream(new PrintStream(PrintStream.nullOutputStream()))
                .run();
    }

    private static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        }
        List<Integer> free = sockets.stream().map(ServerSocket::getLocalPort).toList();
        for (ServerSocket socket : sockets) {
            socket.close();
        }
        return free;
    }

    /** What a client of this user needs to connect, without the prefix {@code kafka.}. */
    public Map<String, String> client(String user, Identity identity) {
        Map<String, String> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrapServers(identity));
        settings.put("ssl.truststore.type", "PKCS12");
        settings.put("ssl.truststore.location", certificates.trust().toString());
        settings.put("ssl.truststore.password", Certificates.PASSWORD);
        settings.put("security.protocol", identity == Identity.MTLS ? "SSL" : "SASL_SSL");
        switch (identity) {
            case MTLS -> {
                settings.put("ssl.keystore.type", "PKCS12");
                settings.put("ssl.keystore.location", certificates.keys(user).toString());
                settings.put("ssl.keystore.password", Certificates.PASSWORD);
            }
            case SCRAM -> {
                settings.put("sasl.mechanism", "SCRAM-SHA-512");
                settings.put(
                        "sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user
                                + "\" password=\"" + PASSWORD + "\";");
            }
            case OAUTH -> {
                settings.put("sasl.mechanism", "OAUTHBEARER");
                settings.put("sasl.oauthbearer.client.credentials.client.id", user);
                settings.put("sasl.oauthbearer.client.credentials.client.secret", TokenEndpoint.SECRET);
                settings.put("sasl.oauthbearer.token.endpoint.url", tokens.tokenUrl());
                settings.put(
                        "sasl.login.callback.handler.class",
                        "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler");
                settings.put(
                        "sasl.jaas.config",
                        "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required"
                                + " ssl.truststore.type=\"PKCS12\""
                                + " ssl.truststore.location=\"" + certificates.trust()
                                + "\" ssl.truststore.password=\"" + Certificates.PASSWORD + "\";");
            }
        }
        return settings;
    }

    private String bootstrapServers(Identity identity) {
        int listener = SecuredNode.LISTENERS.indexOf(identity.name());
        return String.join(
                ",",
                IntStream.range(0, NODES)
                        .mapToObj(i -> SecuredNode.HOST + ":" + ports.get(i).get(listener))
                        .toList());
    }

    /** Of a user who may do everything. */
    public Map<String, String> superUser() {
        return client(ADMIN, Identity.MTLS);
    }

    /** Gives a user these rights. */
    public void grant(String user, Rights rights) {
        grant(rights.all().stream()
                .flatMap(right -> bindings(user, right).stream())
                .toList());
    }

    public void grant(String user, Right right) {
        grant(bindings(user, right));
    }

    private void grant(Collection<AclBinding> bindings) {
        join(() -> admin.createAcls(bindings).all().get());
    }

    /** Takes a right, if the user has it. */
    public void take(String user, Right right) {
        join(() -> admin.deleteAcls(
                        bindings(user, right).stream().map(AclBinding::toFilter).toList())
                .all()
                .get());
    }

    private static List<AclBinding> bindings(String user, Right right) {
        return right.bindings("User:" + user);
    }

    private interface Asking {
        Object ask() throws Exception;
    }

    private static void join(Asking asking) {
        try {
            asking.ask();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        admin.close();
        // At once: the last one alone would wait for the others.
        List<Thread> stops = nodes.stream()
                .map(node -> new Thread(node::shutdown, "stop-broker"))
                .toList();
        stops.forEach(Thread::start);
        nodes.forEach(KafkaRaftServer::awaitShutdown);
        tokens.close();
        System.clearProperty(ALLOWED_URLS);
    }
}
