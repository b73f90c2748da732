package dev.pentimento.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DesktopTest {
    private static List<String> opener(String system, Map<String, String> environment) {
        return Desktop.of(system, environment).opener();
    }

    @Test
    void everySystemHasAnOpenerOfItsOwn() {
        assertThat(opener("Linux", Map.of("DISPLAY", ":0"))).containsExactly("xdg-open");
        assertThat(opener("Linux", Map.of("WAYLAND_DISPLAY", "wayland-0"))).containsExactly("xdg-open");
        assertThat(opener("Mac OS X", Map.of())).containsExactly("open");
        assertThat(opener("Windows 11", Map.of())).containsExactly("rundll32", "url.dll,FileProtocolHandler");
    }

    @Test
    void aMachineThatNobodySitsBeforeHasNone() {
        assertThat(opener("Linux", Map.of())).isEmpty();
        assertThat(opener("Linux", Map.of("DISPLAY", ""))).isEmpty();
        assertThat(opener("Mac OS X", Map.of("SSH_CONNECTION", "10.0.0.1 22"))).isEmpty();
    }

    @Test
    void nothingIsOpenedWhereTheOutputIsNoTerminal() {
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        Terminal pipe = new Terminal(nowhere, nowhere, false, true, TerminalCapabilities.ALL);
        assertThat(Desktop.ofThisProcess(pipe).opener()).isEmpty();
    }

    @Test
    void theOpenerIsGivenTheAddressAndOneThatIsNotThereIsNoFailure(@TempDir Path folder) throws Exception {
        Path said = folder.resolve("said");
        Path opener = Files.writeString(folder.resolve("opener"), "#!/bin/sh\necho \"$1\" > " + said + "\n");
        assumeTrue(opener.toFile().setExecutable(true));

        new Desktop(List.of("sh", opener.toString())).open("http://127.0.0.1:8080");
        new Desktop(List.of("no such program")).open("http://127.0.0.1:8080");

        Awaitility.await()
                .until(() -> Files.exists(said) && !Files.readString(said).isEmpty());
        assertThat(Files.readString(said)).isEqualTo("http://127.0.0.1:8080\n");
    }
}
