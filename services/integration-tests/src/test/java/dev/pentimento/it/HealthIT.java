package dev.pentimento.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.cli.process.LogSettings;
import dev.pentimento.cli.stack.DataDirectory;
import dev.pentimento.cli.stack.LocalBroker;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.operations.Health;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readiness goes with the broker and comes back with it, and nothing has to be restarted for that. */
class HealthIT {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @Test
    void aLostBrokerIsNoticedAndItsReturnToo(@TempDir Path folder) {
        LogSettings.expectBrokerToComeAndGo();
        try (DataDirectory data = DataDirectory.at(folder.resolve("broker"))) {
            LocalBroker broker = LocalBroker.start(data, 0);
            int port = broker.port();
            try (RunningSystem system = RunningSystem.on(broker.bootstrapServers(), folder.resolve("services"))) {
                Health health = system.context().health();
                assertThat(health.notReady()).as("there is no model yet").containsKey("embedding");
                assertThat(health.notReady()).doesNotContainKey("process");
                SmallVersion.publish(system.context());
                patient(system, "every part to serve")
                        .until(() -> health.notReady().isEmpty());

                broker.close();
                patient(system, "the loss to be told")
                        .until(() -> health.notReady().containsKey("broker"));
                assertThat(health.notLive())
                        .as("a restart brings no broker back")
                        .isEmpty();

                broker = LocalBroker.start(data, port);
                patient(system, "every part to serve again")
                        .until(() -> health.notReady().isEmpty());
                assertThat(health.notLive()).isEmpty();
            } finally {
                broker.close();
            }
        }
    }

    /** So it looks to the evaluation, too, when a broker has come back and does not know its topics yet. */
    @Test
    void aTopicThatIsMissingForAWhileIsWaitedFor(@TempDir Path folder) throws Exception {
        try (RunningSystem system = RunningSystem.at(folder).withSmallVersion();
                Admin admin = system.context().clients().admin("topics")) {
            Health health = system.context().health();
            admin.deleteTopics(List.of(system.context().topics().name(Topic.LABELS)))
                    .all()
                    .get();
            patient(system, "the evaluation to miss its labels")
                    .until(() -> health.notReady().containsKey("evaluation stream"));
            assertThat(health.notLive()).isEmpty();

            system.context().topics().createMissing(admin);
            patient(system, "every part to serve again")
                    .until(() -> health.notReady().isEmpty());
        }
    }

    private static ConditionFactory patient(RunningSystem system, String what) {
        return system.await(what).atMost(PATIENCE);
    }
}
