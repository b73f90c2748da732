package dev.pentimento.cli.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Settings;
import dev.pentimento.schemas.registry.RegistrySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class ConnectionOptionsTest {
    @TempDir
    private Path folder;

    @Test
    void anOptionWinsOverTheFile() throws IOException {
        assertThat(settings("--bootstrap-server", "option:1", "--topic-prefix", "option."))
                .containsEntry("kafka.bootstrap.servers", "option:1")
                .containsEntry("topic.prefix", "option.")
                .containsEntry("schema.registry.url", "http://file:1");
    }

    @Test
    void withoutOptionsTheFileHolds() throws IOException {
        assertThat(settings())
                .containsEntry("kafka.bootstrap.servers", "file:1")
                .containsEntry("topic.prefix", "file.");
    }

    @Test
    void aCommandDoesNotWaitForARegistryAsLongAsAServiceUnlessTheUserSaysSo() {
        Settings given =
                Settings.of(Map.of("kafka.max.retries", "9", "kafka.schema.registry.http.read.timeout.ms", "7"));

        RegistrySettings registry = RegistrySettings.of(
                PlatformSettings.from(ConnectionOptions.impatient(given)).kafka());

        assertThat(registry.retries()).isEqualTo(9);
        assertThat(registry.readTimeout()).isEqualTo(Duration.ofMillis(7));
        assertThat(registry.connectTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(ConnectionOptions.impatient(Settings.of(Map.of())).asMap())
                .containsEntry("kafka.schema.registry.max.retries", "1")
                .containsEntry("kafka.schema.registry.http.read.timeout.ms", "5000");
    }

    @Command
    private static final class Options {
        @Mixin
        private final ConnectionOptions connection = new ConnectionOptions();
    }

    private Map<String, String> settings(String... arguments) throws IOException {
        Path file = Files.writeString(
                folder.resolve("p.properties"),
                "kafka.bootstrap.servers=file:1\nschema.registry.url=http\\://file\\:1\ntopic.prefix=file.\n");
        Options options = new Options();
        CommandLine command = new CommandLine(options);
        String[] all = new String[arguments.length + 2];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--config";
        all[arguments.length + 1] = file.toString();
        command.parseArgs(all);
        return options.connection.settings().asMap();
    }
}
