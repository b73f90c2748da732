package dev.pentimento.cli.alarms;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.pentimento.cli.connection.Connection;
import dev.pentimento.cli.connection.ConnectionOptions;
import dev.pentimento.cli.options.DurationConverter;
import dev.pentimento.cli.options.UsageException;
import dev.pentimento.cli.output.Figures;
import dev.pentimento.cli.output.TerminalTable;
import dev.pentimento.cli.process.TerminalCommand;
import dev.pentimento.dashboard.decisions.Decisions;
import dev.pentimento.dashboard.decisions.NewDecision;
import dev.pentimento.dashboard.drift.AlarmEntry;
import dev.pentimento.dashboard.json.ApiJson;
import dev.pentimento.events.AlarmDecision;
import dev.pentimento.platform.kafka.EventWriter;
import dev.pentimento.platform.kafka.Topic;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pentimento alarms}. Its methods are the commands. */
@Command(
        name = "alarms",
        description = "Shows the drift alarms, acknowledges alarms, and mutes the webhook.",
        synopsisSubcommandLabel = "COMMAND")
public final class AlarmsCommand extends TerminalCommand implements Runnable {
    @Override
    public void run() {
        throw new UsageException("a command is missing");
    }

    @Command(
            name = "list",
            description = "Lists the open drift alarms with their acknowledgements, and what the webhook is not told.")
    int list(
            @Mixin ConnectionOptions connectionOptions,
            @Option(names = "--all", description = "Resolved alarms too.") boolean all,
            @Option(names = "--json", description = "Print one JSON object per line instead of tables.") boolean json) {
        try (Connection connection = connectionOptions.connect()) {
            KnownAlarms known = KnownAlarms.read(connection, terminal::note);
            TerminalTable<AlarmEntry> table = new TerminalTable<>(AlarmRows.COLUMNS, AlarmRows::tone, terminal);
            known.alarms().stream().filter(alarm -> all || alarm.raised()).forEach(alarm -> {
                if (json) {
                    terminal.out().println(line(alarm));
                } else {
                    table.print(alarm);
                }
            });
            if (known.alarms().stream().noneMatch(AlarmEntry::raised)) {
                terminal.note("no drift alarm is open");
            }
            for (AlarmDecision mute : known.decisions().mutes(Instant.now())) {
                terminal.out().println(json ? line(mute) : told(mute));
            }
        }
        return 0;
    }

    private static String line(Object value) {
        try {
            return ApiJson.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an alarm is always JSON", e);
        }
    }

    private static String told(AlarmDecision mute) {
        return "muted: " + (mute.getKind() == null ? "every kind" : mute.getKind())
                + (mute.getSlice() == null ? "" : " in " + mute.getSlice()) + " until "
                + Figures.time(mute.getUntil()) + ", by " + mute.getDecidedBy()
                + (mute.getNote().isEmpty() ? "" : ": " + mute.getNote());
    }

    @Command(
            name = "acknowledge",
            description = {
                "Says that somebody takes care of an alarm.",
                "The page shows it, and the webhook is not told again until the alarm ends."
            })
    int acknowledge(
            @Mixin ConnectionOptions connectionOptions,
            @Mixin DecisionOptions options,
            @Parameters(
                            paramLabel = "ALARM",
                            description = "Id of an open drift alarm, or the beginning of the id; or accuracy, or"
                                    + " correction.")
                    String alarm,
            @Option(
                            names = "--for",
                            paramLabel = "DURATION",
                            converter = DurationConverter.class,
                            description = "How long, such as 4h or 2d. Default: as long as the alarm is open.")
                    @Nullable
                    Duration span) {
        Instant now = Instant.now();
        try (Connection connection = connectionOptions.connect()) {
            NewDecision decision = options.decision(now, end(now, span));
            String name = KnownAlarms.read(connection, terminal::note).open(alarm);
            write(connection, decision.acknowledge(name));
            terminal.out().println("acknowledged: " + name);
        }
        return 0;
    }

    @Command(
            name = "mute",
            description = {
                "Sends nothing to the webhook for a time.",
                "What is still open when the time is over is sent then."
            })
    int mute(
            @Mixin ConnectionOptions connectionOptions,
            @Mixin MuteOptions what,
            @Mixin DecisionOptions options,
            @Option(
                            names = "--for",
                            paramLabel = "DURATION",
                            required = true,
                            converter = DurationConverter.class,
                            description = "How long, such as 4h or 2d; at most a year.")
                    Duration span) {
        Instant now = Instant.now();
        AlarmDecision mute = options.decision(now, end(now, span)).mute(what.kind, what.slice());
        try (Connection connection = connectionOptions.connect()) {
            write(connection, mute);
        }
        terminal.out().println("muted until " + Figures.time(mute.getUntil()) + ": " + what.words());
        return 0;
    }

    @Command(
            name = "unmute",
            description = {"Takes back a mute of the same kind and source.", "What is open is sent to the webhook now."
            })
    int unmute(@Mixin ConnectionOptions connectionOptions, @Mixin MuteOptions what, @Mixin DecisionOptions options) {
        Instant now = Instant.now();
        try (Connection connection = connectionOptions.connect()) {
            Decisions decisions = KnownAlarms.read(connection, terminal::note).decisions();
            AlarmDecision unmute = options.decision(now, null).unmute(what.kind, what.slice());
            boolean known = decisions.mutes(now).stream()
                    .anyMatch(mute -> Decisions.key(mute).equals(Decisions.key(unmute)));
            if (!known) {
                throw new IllegalArgumentException(
                        "nothing is muted for " + what.words() + "; 'pentimento alarms list' shows what is");
            }
            write(connection, unmute);
        }
        terminal.out().println("unmuted: " + what.words());
        return 0;
    }

    private static @Nullable Instant end(Instant now, @Nullable Duration span) {
        return span == null ? null : now.plus(span);
    }

    private static void write(Connection connection, AlarmDecision decision) {
        try (EventWriter writer = new EventWriter(connection.clients(), connection.events(), "pentimento-alarms")) {
            writer.write(Topic.ALARM_DECISIONS, Decisions.key(decision), decision);
        }
    }
}
