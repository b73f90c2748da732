package dev.pentimento.cli.rights;

import dev.pentimento.cli.connection.ConnectedCommand;
import dev.pentimento.cli.options.UsageException;
import dev.pentimento.platform.rights.Rights;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Settings;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pentimento rights}. */
@Command(
        name = "rights",
        description = {
            "Prints the rights in Kafka that each service and each command needs, with the names from your settings.",
            "It does not connect to Kafka."
        })
public final class RightsCommand extends ConnectedCommand implements Runnable {
    /** Output format of the rights. */
    enum Format {
        /** Human-readable tables. */
        MARKDOWN,
        /** Commands that grant the rights. */
        ACLS,
        /** Users for the Strimzi operator. */
        STRIMZI
    }

    @Option(
            names = "--service",
            paramLabel = "NAME",
            description = "Only this service, command or program, such as embedding or produce.")
    private @Nullable String service;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "markdown",
            description = "markdown, acls (commands that grant the rights) or strimzi (KafkaUser resources). Default:"
                    + " ${DEFAULT-VALUE}.")
    private Format format = Format.MARKDOWN;

    @Option(
            names = "--principal",
            paramLabel = "USER",
            description =
                    "Principal that gets the rights, such as User:embedding. Needs --format acls and --service. Default:"
                            + " User:pentimento-NAME.")
    private @Nullable String principal;

    @Override
    public void run() {
        if (principal != null && (service == null || format != Format.ACLS)) {
            throw new UsageException("--principal needs --format acls and --service");
        }
        Settings settings = connectionOptions.settings();
        Programs programs = Programs.of(settings);
        String text = switch (format) {
            case MARKDOWN ->
                service == null
                        ? RightsPage.markdown(programs)
                        : RightsPage.section(chosen(programs).get(0)).stripLeading();
            case ACLS ->
                chosen(programs).stream().map(each -> commands(each, settings)).collect(Collectors.joining());
            case STRIMZI -> chosen(programs).stream().map(StrimziUsers::yaml).collect(Collectors.joining());
        };
        terminal.out().print(text);
        terminal.out().flush();
    }

    private List<Rights> chosen(Programs programs) {
        if (service == null) {
            return programs.all().toList();
        }
        List<Rights> found =
                programs.all().filter(each -> each.owner().equals(service)).toList();
        if (found.isEmpty()) {
            throw new UsageException("--service must be one of "
                    + programs.all().map(Rights::owner).collect(Collectors.joining(", ")) + ": " + service);
        }
        return found;
    }

    private String commands(Rights program, Settings settings) {
        String brokers =
                Objects.requireNonNull(PlatformSettings.from(settings).kafka().get("bootstrap.servers"));
        String to = principal == null ? "User:" + user(program) : principal;
        return program.all().stream()
                .map(right -> "kafka-acls.sh --bootstrap-server " + brokers + " --command-config admin.properties "
                        + right.arguments(to) + "\n")
                .collect(Collectors.joining());
    }

    /** The default name of a program's user. */
    static String user(Rights program) {
        return "pentimento-" + program.owner();
    }
}
