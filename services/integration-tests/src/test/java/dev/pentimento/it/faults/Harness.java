package dev.pentimento.it.faults;

import dev.pentimento.cli.process.LogSettings;
import dev.pentimento.it.faults.recount.AvroWire;
import dev.pentimento.it.faults.recount.AvroWire.Registered;
import dev.pentimento.it.faults.recount.Recount;
import dev.pentimento.it.faults.system.FaultedSystem;
import dev.pentimento.it.faults.system.ManagedProcess;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.operations.Health;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs schedules of faults on one system, one after the other, and recounts after each. */
final class Harness implements AutoCloseable {
    /** A service that needs longer to recover counts as stuck. */
    private static final Patience PATIENCE = new Patience(Duration.ofMinutes(10));

    private static final int IMAGES_PER_SECOND = 20;
    /** A process may take so much more memory after a schedule than the most that it took before the first. */
    private static final long MORE_MEBIBYTES = 300;

    private static final int MOST_COMPLAINTS = 20;

    private final FaultedSystem system;
    private final AvroWire avro;
    private final Registered images;
    private final Registered labels;
    private final Recount recount;
    private final ServiceContext context;
    private final Versions versions;
    private final Map<String, Long> memory = new TreeMap<>();

    private Harness(FaultedSystem system) {
        this.system = system;
        this.avro = new AvroWire(system.registryUrl());
        this.images = PATIENCE.answer("the schema of images", () -> avro.latest("images-value"));
        this.labels = PATIENCE.answer("the schema of labels", () -> avro.latest("labels-value"));
        await("the topics", () -> system.replicasMissing().stream().toList());
        this.recount = new Recount(system.bootstrapServers(), avro, FaultedSystem.WINDOW);
        this.context = ServiceContext.of(
                PlatformSettings.from(Settings.of(Map.of(
                        "kafka.bootstrap.servers",
                        system.bootstrapServers(),
                        "schema.registry.url",
                        system.registryUrl()))),
                new SimpleMeterRegistry(),
                new Health());
        this.versions = new Versions(context);
    }

    /** Starts everything in this folder and returns when every process is ready. */
    static Harness start(Path folder) {
        LogSettings.expectBrokerToComeAndGo();
        FaultedSystem system = FaultedSystem.start(folder);
        try {
            Harness harness = new Harness(system);
            harness.versions.publishGood();
            List<String> complaints = harness.await("every process", harness::notReady);
            if (!complaints.isEmpty()) {
                throw new IllegalStateException("the system does not start: " + complaints);
            }
            return harness;
        } catch (RuntimeException e) {
            system.close();
            throw e;
        }
    }

    /** Plays one schedule. */
    Verdict play(Schedule schedule) {
        Map<String, Integer> ends = new TreeMap<>();
        system.processes().forEach((name, process) -> ends.put(name, process.unplannedEnds()));
        try (Load load = new Load(system.bootstrapServers(), avro, images, labels, schedule, IMAGES_PER_SECOND)) {
            load.start();
            Injector injector = new Injector(system, load, versions, this::champion, schedule.seed());
            List<Fault> omitted = schedule.faults().stream()
                    .filter(fault -> !injector.possible(fault))
                    .toList();
            List<String> complaints = new ArrayList<>(inject(schedule, injector, omitted));
            Recovery recovery = new Recovery();
            load.end();
            complaints.addAll(recover(schedule, load, recovery));
            if (complaints.isEmpty()) {
                load.sendLastLabels();
                complaints.addAll(await("the figures", () -> {
                    recount.update();
                    return recount.figures(Versions.good(), versions.poisoned());
                }));
            }
            if (complaints.isEmpty()) {
                complaints.addAll(await("memory", this::memoryNotBack));
            }
            return new Verdict(
                    schedule, recount.totals(schedule.prefix()), recovery, endedSince(ends), omitted, complaints);
        }
    }

    private List<String> inject(Schedule schedule, Injector injector, List<Fault> omitted) {
        List<String> complaints = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = schedule.faults().stream()
                .filter(fault -> !omitted.contains(fault))
                .map(fault -> new Thread(
                        () -> {
                            try {
                                Thread.sleep(fault.at().toMillis());
                                injector.inject(fault);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            } catch (RuntimeException e) {
                                complaints.add("harness: " + fault + " could not be made: " + e);
                            }
                        },
                        "fault-" + fault.kind()))
                .toList();
        threads.forEach(Thread::start);
        for (Thread each : threads) {
            try {
                each.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        return complaints;
    }

    /** @return what is wrong when that takes too long */
    private List<String> recover(Schedule schedule, Load load, Recovery recovery) {
        return await("recovery", () -> {
            Map<String, String> notReady = system.notReady();
            recovery.readiness(notReady);
            recount.update();
            List<String> answers = recount.answers(schedule.prefix(), load.acknowledged());
            recovery.answers(answers);
            List<String> waiting = new ArrayList<>(lines(notReady));
            waiting.addAll(answers);
            return waiting;
        });
    }

    private @Nullable String champion() {
        synchronized (recount) {
            recount.update();
            return recount.champion();
        }
    }

    private List<String> notReady() {
        return lines(system.notReady());
    }

    private static List<String> lines(Map<String, String> notReady) {
        return notReady.entrySet().stream()
                .map(each -> each.getKey() + " is not ready: " + each.getValue())
                .toList();
    }

    private List<String> memoryNotBack() {
        List<String> complaints = new ArrayList<>();
        system.processes().forEach((name, process) -> {
            long before = memory.computeIfAbsent(name, none -> process.residentMebibytes());
            if (process.residentMebibytes() > before + MORE_MEBIBYTES) {
                process.collectGarbage(); // after a flood, a heap stays as large as it was until then
            }
            long now = process.residentMebibytes();
            if (now > before + MORE_MEBIBYTES) {
                complaints.add(name + " takes " + now + " MiB; after the first schedule it took " + before);
            }
        });
        return complaints;
    }

    private List<String> endedSince(Map<String, Integer> before) {
        return system.processes().entrySet().stream()
                .filter(each -> each.getValue().unplannedEnds() > before.getOrDefault(each.getKey(), 0))
                .map(each -> each.getKey() + " ×"
                        + (each.getValue().unplannedEnds() - before.getOrDefault(each.getKey(), 0)))
                .toList();
    }

    /** Waits until nobody complains; else says who complains still. */
    private static List<String> await(String what, Callable<List<String>> complaints) {
        AtomicReference<List<String>> said = new AtomicReference<>(List.of());
        boolean calm = PATIENCE.until(() -> {
            try {
                said.set(complaints.call());
            } catch (Exception e) {
                said.set(List.of("waiting for " + what + ": " + e));
            }
            return said.get().isEmpty();
        });
        if (calm) {
            return List.of();
        }
        List<String> last = said.get();
        List<String> shown = new ArrayList<>(last.subList(0, Math.min(MOST_COMPLAINTS, last.size())));
        shown.add("so it was " + PATIENCE.most().toSeconds() + " s after waiting for " + what + " began; " + last.size()
                + " complaints in all");
        return shown;
    }

    /** Keeps the logs of all processes, with what their threads do, and what was wrong. */
    void keep(Verdict verdict, Path folder) {
        system.processes().values().stream()
                .filter(each -> !each.name().startsWith("broker"))
                .forEach(ManagedProcess::dumpThreads);
        try {
            Thread.sleep(1_000); // no verdict depends on it: a process that stands still writes none
            Files.createDirectories(folder);
            List<String> report = new ArrayList<>(List.of(verdict.row(), ""));
            verdict.schedule().faults().forEach(fault -> report.add(fault.at() + " " + fault));
            report.add("");
            report.addAll(verdict.complaints());
            report.add("dead letters so far: " + recount.refusals());
            if (verdict.totals().lost() + verdict.totals().twice() > 0) {
                keepTopics(folder);
            }
            Files.write(folder.resolve("report.txt"), report);
            try (Stream<Path> logs = Files.list(system.logs())) {
                for (Path log : logs.toList()) {
                    Files.copy(log, folder.resolve(log.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Keeps what the brokers have on their disks, without the indexes, which can be made again. */
    private void keepTopics(Path folder) throws IOException {
        for (int broker = 1; broker <= FaultedSystem.BROKERS; broker++) {
            Path from = system.brokerLog(broker);
            try (Stream<Path> files = Files.walk(from)) {
                for (Path file : files.filter(each -> each.toString().endsWith("0.log"))
                        .filter(each -> !each.toString().contains("model-artifacts"))
                        .toList()) {
                    Path to = folder.resolve("broker-" + broker).resolve(from.relativize(file));
                    Files.createDirectories(to.getParent());
                    Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    /** Empties the logs, so that those of a failing seed hold that seed alone. */
    void forgetLogs() {
        try (Stream<Path> logs = Files.list(system.logs())) {
            for (Path log :
                    logs.filter(each -> each.toString().endsWith(".log")).toList()) {
                Files.newOutputStream(log).close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        versions.close();
        context.close();
        recount.close();
        system.close();
    }
}
