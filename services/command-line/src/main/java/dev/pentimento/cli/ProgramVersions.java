package dev.pentimento.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.common.utils.AppInfoParser;
import picocli.CommandLine.IVersionProvider;

/** Prints the versions for {@code --version}. */
final class ProgramVersions implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
        Properties properties = new Properties();
        try (InputStream file = ProgramVersions.class.getResourceAsStream("version.properties")) {
            properties.load(Objects.requireNonNull(file));
        }
        return new String[] {
            "pentimento " + properties.getProperty("version"),
            "Kafka " + AppInfoParser.getVersion() + ", Java " + Runtime.version() + ", " + System.getProperty("os.name")
                    + " " + System.getProperty("os.arch")
        };
    }
}
