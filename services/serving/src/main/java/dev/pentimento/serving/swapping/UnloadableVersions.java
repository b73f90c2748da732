package dev.pentimento.serving.swapping;

import dev.pentimento.events.CommandKind;
import dev.pentimento.events.LoadReport;
import dev.pentimento.events.ModelCommand;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.models.CommandSender;
import dev.pentimento.platform.time.MonotonicClock;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The versions that one instance could not load, and its reports to the trainer. A version with a faulty file is
 * reported, and retried only if nothing else can serve. A version with missing chunks is retried as long as it is
 * wanted, and reported after {@link WaitingTimes#MISSING_CHUNKS}. Each version is reported once in each stage, and once
 * more for each trial; a failed report is repeated. Used by one thread.
 */
public final class UnloadableVersions {
    private static final Logger LOG = LoggerFactory.getLogger(UnloadableVersions.class);

    private final Consumer<VersionReport> reporter;
    private final InstantSource clock;
    private final Set<String> refused = new HashSet<>();
    private final Map<String, Instant> incompleteSince = new HashMap<>();
    private final Set<String> reported = new HashSet<>();
    private final Map<String, VersionReport> unsent = new LinkedHashMap<>();
    private final AtomicLong failures = new AtomicLong();

    /**
     * Reports by commands to the trainer. Reports are rare, so each has its own producer.
     *
     * @param service {@code embedding} or {@code evaluation}
     * @param instance unique name of this instance
     */
    public static UnloadableVersions reportedToTrainer(ServiceContext context, String service, String instance) {
        return new UnloadableVersions(
                report -> {
                    try (CommandSender sender = new CommandSender(context, instance + "-reports")) {
                        sender.send(command(
                                report, service, instance, context.clock().instant()));
                    }
                },
                new MonotonicClock());
    }

    /**
     * @param reporter sends a report; throws if the report may not have arrived
     * @param clock measures how long chunks have been missing
     */
    public UnloadableVersions(Consumer<VersionReport> reporter, InstantSource clock) {
        this.reporter = reporter;
        this.clock = clock;
    }

    /** A report about a trial has the id of the trial's PROMOTE; any other report is a separate command. */
    static ModelCommand command(VersionReport report, String service, String instance, Instant now) {
        String trial = report.trial();
        return ModelCommand.newBuilder()
                .setId(trial == null ? UUID.randomUUID().toString() : trial)
                .setKind(trial == null ? CommandKind.REPORT_UNLOADABLE : CommandKind.PROMOTE)
                .setVersion(report.version().getVersion())
                .setReason(trial == null ? report.reason() : "a report of a service")
                .setRequestedBy(instance)
                .setRequestedAt(now)
                .setReport(trial == null ? null : new LoadReport(service, report.loaded(), report.reason()))
                .build();
    }

    /** Counts the reports that a version cannot be loaded. */
    void measure(MeterRegistry metrics, String service) {
        FunctionCounter.builder("pentimento.model.unloadable.reports", failures, AtomicLong::doubleValue)
                .tag("service", service)
                .description("Reports to the trainer that a version cannot be loaded here")
                .register(metrics);
    }

    InstantSource clock() {
        return clock;
    }

    /** Whether the version's files are known to be at fault. */
    boolean refused(ModelVersion version) {
        return refused.contains(attempt(version));
    }

    /** The version's files may have been published again. */
    void tryAgain(ModelVersion version) {
        refused.remove(attempt(version));
    }

    /** The version's files are at fault. */
    void refuse(ModelVersion version, String reason) {
        refused.add(attempt(version));
        report(attempt(version), new VersionReport(version, null, false, reason));
    }

    /** Chunks are missing. */
    void incomplete(ModelVersion version, String reason) {
        Instant now = clock.instant();
        Instant since = incompleteSince.computeIfAbsent(attempt(version), first -> now);
        if (!now.isBefore(since.plus(WaitingTimes.MISSING_CHUNKS))) {
            String detail = reason + ", tried for " + WaitingTimes.MISSING_CHUNKS.toSeconds() + " s";
            report(attempt(version), new VersionReport(version, null, false, detail));
        }
    }

    /** Whether the version's current trial has been reported. */
    boolean tried(ModelVersion version) {
        String trial = trial(version);
        return reported.contains(trial) || unsent.containsKey(trial);
    }

    /** The result of the version's current trial. */
    void tried(ModelVersion version, boolean loaded, String reason) {
        report(trial(version), new VersionReport(version, version.getTrial(), loaded, reason));
    }

    /** Whether a report still has to be sent. */
    boolean hasUnsent() {
        return !unsent.isEmpty();
    }

    private void report(String key, VersionReport report) {
        if (!reported.contains(key) && unsent.putIfAbsent(key, report) == null && !report.loaded()) {
            failures.incrementAndGet();
        }
    }

    /** Sends the reports that are due. A failure leaves the rest for later. */
    void sendReports() {
        for (String key : List.copyOf(unsent.keySet())) {
            VersionReport report = Objects.requireNonNull(unsent.get(key));
            try {
                reporter.accept(report);
            } catch (InterruptException e) {
                throw e;
            } catch (RuntimeException e) {
                LOG.warn(
                        "cannot report whether version {} can be loaded, will retry: {}",
                        report.version().getVersion(),
                        e.getMessage());
                return;
            }
            reported.add(key);
            unsent.remove(key);
        }
    }

    /** A new stage is a new attempt, and so are a new signature and files that were published again. */
    private static String attempt(ModelVersion version) {
        return version.getVersion() + " " + version.getStage() + " " + Objects.hashCode(version.getSignature()) + " "
                + version.getFilesDeletedAt();
    }

    /** Names a trial of a version: a new trial is a new attempt. */
    static String trial(ModelVersion version) {
        return version.getVersion() + " for " + version.getTrial();
    }
}
