package dev.pentimento.trainer.stages;

import dev.pentimento.events.CommandKind;
import dev.pentimento.events.LoadReport;
import dev.pentimento.events.ModelCommand;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The services' reports about loading versions. Only the latest report of each instance about a version counts, so an
 * instance that can load a version again withdraws its objection. Not thread-safe.
 */
public final class LoadReports {
    private final Map<String, Map<String, Report>> byVersion = new HashMap<>();

    /** @param trial the PROMOTE that requested the report; null if none did */
    private record Report(@Nullable String trial, @Nullable String service, boolean loaded, String detail) {}

    /** Applies a record of {@code model-commands}; a record that is not a report changes nothing. */
    public void accept(ModelCommand command) {
        LoadReport report = command.getReport();
        if (report != null) {
            put(command, new Report(command.getId(), report.getService(), report.getLoaded(), report.getDetail()));
        } else if (command.getKind() == CommandKind.REPORT_UNLOADABLE && command.getAnswer() == null) {
            put(command, new Report(null, null, false, command.getReason()));
        }
    }

    private void put(ModelCommand command, Report report) {
        if (command.getVersion() != null) {
            byVersion
                    .computeIfAbsent(command.getVersion(), first -> new LinkedHashMap<>())
                    .put(command.getRequestedBy(), report);
        }
    }

    /** Whether an instance of the service has loaded the version in this trial. */
    public boolean loaded(String version, String trial, String service) {
        return of(version).values().stream()
                .anyMatch(
                        report -> report.loaded() && trial.equals(report.trial()) && service.equals(report.service()));
    }

    /** The instance that could not load the version in this trial, and the reason. */
    Optional<String> failure(String version, String trial) {
        return objection(version, report -> trial.equals(report.trial()));
    }

    /** The instance that could not load the version at any time and has not loaded it since, and the reason. */
    Optional<String> objection(String version) {
        return objection(version, report -> true);
    }

    private Optional<String> objection(String version, Predicate<Report> which) {
        return of(version).entrySet().stream()
                .filter(entry -> !entry.getValue().loaded() && which.test(entry.getValue()))
                .map(entry ->
                        entry.getKey() + " cannot load it: " + entry.getValue().detail())
                .findFirst();
    }

    private Map<String, Report> of(String version) {
        return byVersion.getOrDefault(version, Map.of());
    }
}
