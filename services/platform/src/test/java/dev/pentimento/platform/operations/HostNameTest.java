package dev.pentimento.platform.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostNameTest {
    @TempDir
    Path folder;

    @Test
    void aNameThatNobodyResolvesIsFoundAllTheSame() throws IOException {
        Path file = Files.writeString(folder.resolve("hostname"), "box-7\n");

        assertThat(HostName.unresolved(Map.of("HOSTNAME", "from-shell"), file)).contains("from-shell");
        assertThat(HostName.unresolved(Map.of("COMPUTERNAME", "WINDOWS"), file)).contains("WINDOWS");
        assertThat(HostName.unresolved(Map.of("HOSTNAME", " "), file)).contains("box-7");
        assertThat(HostName.unresolved(Map.of(), folder.resolve("absent"))).isEmpty();
        assertThat(HostName.unresolved(Map.of(), Files.createFile(folder.resolve("empty"))))
                .isEmpty();
    }

    @Test
    void thisMachineHasOne() {
        assertThat(HostName.ofThisMachine()).isPresent();
    }
}
