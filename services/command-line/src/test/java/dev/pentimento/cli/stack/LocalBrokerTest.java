package dev.pentimento.cli.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.common.utils.Exit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalBrokerTest {
    @TempDir
    Path folder;

    @Test
    void whatWasCommittedIsThereAfterARestart() throws Exception {
        try (DataDirectory data = DataDirectory.at(folder)) {
            try (LocalBroker broker = LocalBroker.start(data, 0)) {
                TransactionalRecords records = new TransactionalRecords(broker.bootstrapServers());
                records.createTopic("images");
                records.writeAndAbort("images", 5);
                records.write("images", 10);
                assertThat(records.read("images", 10)).hasSize(10).allMatch(value -> value.startsWith("committed"));
            }
            try (LocalBroker broker = LocalBroker.start(data, 0)) {
                TransactionalRecords records = new TransactionalRecords(broker.bootstrapServers());
                assertThat(records.read("images", 10)).hasSize(10);
                records.write("images", 10);
                assertThat(records.read("images", 20)).hasSize(20);
            }
        }
    }

    @Test
    void goesOnAfterTheProcessWasKilled() throws Exception {
        Process process = BrokerProcess.launch(folder);
        try (BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            assertThat(output.readLine()).isNotNull();
            assertThatExceptionOfType(StackException.class)
                    .isThrownBy(() -> DataDirectory.at(folder))
                    .withMessageContaining("in use by process " + process.pid());
        } finally {
            process.destroyForcibly().waitFor();
        }

        try (DataDirectory data = DataDirectory.at(folder);
                LocalBroker broker = LocalBroker.start(data, 0)) {
            TransactionalRecords records = new TransactionalRecords(broker.bootstrapServers());
            records.write("images", 10);
            assertThat(records.read("images", 20)).hasSize(20);
        }
    }

    @Test
    void aTakenPortIsNamed() throws Exception {
        try (DataDirectory data = DataDirectory.ephemeral();
                ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatExceptionOfType(StackException.class)
                    .isThrownBy(() -> LocalBroker.start(data, taken.getLocalPort()))
                    .withMessageContaining("port " + taken.getLocalPort() + " cannot be used (Address already in use");
        }
    }

    @Test
    void theNewGroupProtocolsAreOn() throws Exception {
        try (DataDirectory data = DataDirectory.ephemeral();
                LocalBroker broker = LocalBroker.start(data, 0);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            FeatureMetadata features =
                    admin.describeFeatures().featureMetadata().get();
            assertThat(features.finalizedFeatures()).containsKeys("group.version", "streams.version");
            assertThat(features.finalizedFeatures().get("streams.version").maxVersionLevel())
                    .isPositive();
        }
    }

    @Test
    void aFatalFaultOfKafkaIsToldInsteadOfEndingTheProcess() {
        try (DataDirectory data = DataDirectory.ephemeral();
                LocalBroker broker = LocalBroker.start(data, 0)) {
            Exit.halt(1, "the disk is full");
            assertThat(broker.failure()).isCompletedWithValue("the disk is full");
        }
    }
}
