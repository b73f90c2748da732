package dev.pentimento.cli.rights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.cli.CommandRun;
import dev.pentimento.platform.settings.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RightsCommandTest {
    @Test
    void thePageIsPrintedOnStandardOutput() {
        CommandRun run = CommandRun.of("rights");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo(RightsPage.markdown(Programs.of(Settings.of(Map.of()))));
    }

    @Test
    void namesFollowThePrefix() {
        CommandRun run = CommandRun.of("rights", "--service", "evaluation", "--topic-prefix", "clinic.");

        assertThat(run.out())
                .startsWith("### `evaluation`")
                .contains("| topic | `clinic.labels` | Read, Create |")
                .contains("| topic | `clinic.evaluation-*` | Read, Write, Create, Delete |")
                .contains("| group | `clinic.evaluation` | Read |")
                .contains("| transactional id | `clinic.evaluation-*` | Write |");
    }

    @Test
    void commandsGiveTheRightsToAUser() {
        CommandRun run = CommandRun.of(
                "rights",
                "--service",
                "embedding",
                "--format",
                "acls",
                "--principal",
                "User:CN=eva",
                "--bootstrap-server",
                "kafka:9093");

        assertThat(run.out().lines())
                .contains("kafka-acls.sh --bootstrap-server kafka:9093 --command-config admin.properties --add"
                        + " --allow-principal 'User:CN=eva' --operation Write --operation Create --topic embeddings")
                .contains("kafka-acls.sh --bootstrap-server kafka:9093 --command-config admin.properties --add"
                        + " --allow-principal 'User:CN=eva' --operation Write --transactional-id embedding-"
                        + " --resource-pattern-type prefixed")
                .contains("kafka-acls.sh --bootstrap-server kafka:9093 --command-config admin.properties --add"
                        + " --allow-principal 'User:CN=eva' --operation Read --group embedding");
    }

    @Test
    void anUnknownServiceIsWrongUsageAndTheOthersAreNamed() {
        CommandRun run = CommandRun.of("rights", "--service", "camera");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("--service must be one of registry, embedding")
                .contains("camera");
    }

    @Test
    void aPrincipalNeedsAServiceAndItsAcls() {
        assertThat(CommandRun.of("rights", "--principal", "User:eva").err()).contains("--principal needs");
    }
}
