package dev.pentimento.it.secured;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Settings of a broker that lets in only those whom it knows, in three ways, and lets them do what ACLs say. */
record SecuredNode(int id, List<Integer> ports, List<Integer> controllerPorts, Certificates certificates) {
    static final String CONTROLLER = "CONTROLLER";
    static final List<String> LISTENERS = List.of("SCRAM", "MTLS", "OAUTH");
    static final String HOST = "localhost";

    Map<String, Object> settings(Path logs, TokenEndpoint tokens) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "" + id);
        settings.put("log.dirs", logs.toString());
        listeners(settings);
        identities(settings, tokens);
        small(settings);
        return settings;
    }

    private void listeners(Map<String, Object> settings) {
        String advertised = IntStream.range(0, LISTENERS.size())
                .mapToObj(i -> LISTENERS.get(i) + "://" + HOST + ":" + ports.get(i))
                .collect(Collectors.joining(","));
        settings.put("advertised.listeners", advertised);
        settings.put("listeners", advertised + "," + CONTROLLER + "://" + HOST + ":" + controllerPorts.get(id - 1));
        settings.put("listener.security.protocol.map", "SCRAM:SASL_SSL,MTLS:SSL,OAUTH:SASL_SSL,CONTROLLER:SSL");
        settings.put("inter.broker.listener.name", "MTLS");
        settings.put("controller.listener.names", CONTROLLER);
        settings.put(
                "controller.quorum.voters",
                IntStream.range(0, controllerPorts.size())
                        .mapToObj(i -> (i + 1) + "@" + HOST + ":" + controllerPorts.get(i))
                        .collect(Collectors.joining(",")));
    }

    private void identities(Map<String, Object> settings, TokenEndpoint tokens) {
        settings.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        settings.put("super.users", "User:" + SecuredCluster.BROKER + ";User:" + SecuredCluster.ADMIN);
        settings.put("ssl.keystore.type", "PKCS12");
        settings.put(
                "ssl.keystore.location",
                certificates.keys(SecuredCluster.BROKER).toString());
        settings.put("ssl.keystore.password", Certificates.PASSWORD);
        settings.put("ssl.truststore.type", "PKCS12");
        settings.put("ssl.truststore.location", certificates.trust().toString());
        settings.put("ssl.truststore.password", Certificates.PASSWORD);
        settings.put("ssl.principal.mapping.rules", "RULE:^CN=([^,]+).*$/$1/");
        settings.put("listener.name.mtls.ssl.client.auth", "required");
        settings.put("listener.name.controller.ssl.client.auth", "required");
        settings.put("listener.name.scram.sasl.enabled.mechanisms", "SCRAM-SHA-512");
        settings.put(
                "listener.name.scram.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        String oauth = "listener.name.oauth.";
        settings.put(oauth + "sasl.enabled.mechanisms", "OAUTHBEARER");
        settings.put(
                oauth + "oauthbearer.sasl.jaas.config",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;");
        settings.put(
                oauth + "oauthbearer.sasl.server.callback.handler.class",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallbackHandler");
        settings.put(oauth + "sasl.oauthbearer.jwks.endpoint.url", tokens.keysUrl());
        settings.put(oauth + "sasl.oauthbearer.expected.audience", TokenEndpoint.AUDIENCE);
        settings.put(oauth + "sasl.oauthbearer.expected.issuer", TokenEndpoint.ISSUER);
    }

    private static void small(Map<String, Object> settings) {
        int mebibyte = 1024 * 1024;
        Map<String, Object> values = Map.ofEntries(
                Map.entry("auto.create.topics.enable", false),
                Map.entry("controlled.shutdown.enable", false),
                Map.entry("default.replication.factor", 3),
                Map.entry("min.insync.replicas", 2),
                Map.entry("num.partitions", 2),
                Map.entry("offsets.topic.replication.factor", 3),
                Map.entry("offsets.topic.num.partitions", 2),
                Map.entry("transaction.state.log.replication.factor", 3),
                Map.entry("transaction.state.log.min.isr", 2),
                Map.entry("transaction.state.log.num.partitions", 2),
                Map.entry("share.coordinator.state.topic.num.partitions", 1),
                Map.entry("group.initial.rebalance.delay.ms", 0),
                Map.entry("message.max.bytes", 17 * mebibyte),
                Map.entry("replica.fetch.max.bytes", 17 * mebibyte),
                Map.entry("replica.fetch.response.max.bytes", 17 * mebibyte),
                Map.entry("log.segment.bytes", 64 * mebibyte),
                Map.entry("log.index.size.max.bytes", mebibyte),
                Map.entry("log.cleaner.dedupe.buffer.size", 16 * mebibyte),
                Map.entry("num.network.threads", 1),
                Map.entry("num.io.threads", 2),
                Map.entry("background.threads", 2),
                Map.entry("metric.reporters", ""));
        values.forEach((name, value) -> settings.put(name, value.toString()));
    }
}
