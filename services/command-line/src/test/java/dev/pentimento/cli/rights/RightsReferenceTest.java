package dev.pentimento.cli.rights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.platform.rights.Rights;
import dev.pentimento.platform.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is written about rights outside the code is what the list says. */
class RightsReferenceTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final Path USERS = ROOT.resolve("k8s/overlays/production/kafka-users.yaml");

    private final Programs programs = Programs.of(Settings.of(Map.of()));

    @Test
    void thePageIsWhatTheListSays() throws IOException {
        assertThat(Files.readString(ROOT.resolve("docs/reference/rights.md")))
                .as("docs/reference/rights.md is out of date; write it again with: ./pentimento rights >"
                        + " docs/reference/rights.md")
                .isEqualTo(RightsPage.markdown(programs));
    }

    @Test
    void theUsersOfTheKubernetesOverlayHaveTheRightsOfTheListAndNoOthers() throws IOException {
        String users = Files.readString(USERS);

        assertThat(users.substring(users.indexOf("---\n")))
                .isEqualTo(Stream.concat(
                                programs.services().stream(),
                                programs.others().stream()
                                        .filter(each -> each.owner().equals("keda")))
                        .map(StrimziUsers::yaml)
                        .collect(Collectors.joining()));
    }

    @Test
    void noProgramIsListedTwice() {
        assertThat(programs.all().map(Rights::owner)).doesNotHaveDuplicates();
    }
}
