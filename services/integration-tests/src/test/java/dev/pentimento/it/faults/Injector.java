package dev.pentimento.it.faults;

import dev.pentimento.it.faults.system.FaultedSystem;
import dev.pentimento.it.faults.system.ManagedProcess;
import dev.pentimento.it.faults.system.SmallDisk;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes each fault happen, and end. */
final class Injector {
    private static final int FLOOD = 100;
    private static final Patience PATIENCE = new Patience(Duration.ofMinutes(3));
    private static final String FAKETIME = "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1";

    private final FaultedSystem system;
    private final Load load;
    private final Versions versions;
    private final Supplier<@Nullable String> champion;
    private final long seed;

    Injector(FaultedSystem system, Load load, Versions versions, Supplier<@Nullable String> champion, long seed) {
        this.system = system;
        this.load = load;
        this.versions = versions;
        this.champion = champion;
        this.seed = seed;
    }

    /** Whether this machine permits it: some need root, one a library. */
    boolean possible(Fault fault) {
        return switch (fault.kind()) {
            case BROKER_DISK_FULL, STATE_DISK_FULL ->
                system.disk(fault.target()).isPresent();
            case CLOCK_JUMP -> Files.exists(Path.of(FAKETIME));
            default -> true;
        };
    }

    /** Returns when the fault has ended. */
    void inject(Fault fault) throws InterruptedException {
        switch (fault.kind()) {
            case KILL, BROKER_LOST -> down(system.process(fault.target()), fault.lasts());
            case PAUSE -> pause(system.process(fault.target()), fault.lasts());
            case TWO_BROKERS_LOST -> twoBrokers(fault);
            case CONTROLLER_LOST -> down(system.process(controller()), fault.lasts());
            case ROLLING_RESTART -> rollingRestart();
            case BROKER_DISK_FULL, STATE_DISK_FULL -> fullDisk(system.disk(fault.target()), fault.lasts());
            case REGISTRY_AWAY -> registryAway(fault);
            case NETWORK_SLOW, NETWORK_CUT, NETWORK_SILENT -> network(fault);
            case STATE_DELETED, STATE_DAMAGED -> state(fault);
            case POISONED_VERSION -> poison(fault.detail());
            case SWAP -> insist(() -> versions.swap(champion.get()));
            case FLOOD -> flood(fault.lasts());
            case CLOCK_JUMP -> clockJump(fault);
            case CAMERA_CLOCK -> cameraClock(fault);
            case REBALANCES -> rebalances(fault);
        }
    }

    private static void down(ManagedProcess process, Duration lasts) throws InterruptedException {
        process.hold();
        try {
            sleep(lasts);
        } finally {
            process.release();
        }
    }

    private static void pause(ManagedProcess process, Duration lasts) throws InterruptedException {
        process.pause();
        try {
            sleep(lasts);
        } finally {
            process.resume();
        }
    }

    private void twoBrokers(Fault fault) throws InterruptedException {
        int spared = 1 + fault.detail() % FaultedSystem.BROKERS;
        List<ManagedProcess> lost = Stream.of(1, 2, 3)
                .filter(broker -> broker != spared)
                .map(broker -> system.process("broker-" + broker))
                .toList();
        lost.forEach(ManagedProcess::hold);
        try {
            sleep(fault.lasts());
        } finally {
            lost.forEach(ManagedProcess::release);
        }
    }

    private String controller() {
        AtomicReference<Optional<String>> found = new AtomicReference<>(Optional.empty());
        PATIENCE.until(() -> {
            found.set(system.controller());
            return found.get().isPresent();
        });
        return found.get().orElse("broker-1"); // there is none to lose
    }

    /** As an operator does it: the next one when every replica is back, or when that takes too long. */
    private void rollingRestart() {
        for (int broker = 1; broker <= FaultedSystem.BROKERS; broker++) {
            system.process("broker-" + broker).terminate();
            PATIENCE.until(() -> system.replicasMissing().isEmpty());
        }
    }

    private static void fullDisk(Optional<SmallDisk> disk, Duration lasts) throws InterruptedException {
        SmallDisk full = disk.orElseThrow();
        full.fill();
        try {
            sleep(lasts);
        } finally {
            full.giveRoom();
        }
    }

    /** Services that start meanwhile find no registry. */
    private void registryAway(Fault fault) throws InterruptedException {
        ManagedProcess registry = system.process("registry");
        registry.hold();
        try {
            sleep(fault.lasts().dividedBy(4));
            List<String> started = List.of("embedding-1", "evaluation-2", "trainer", "dashboard");
            system.process(started.get(fault.detail() % started.size())).kill();
            sleep(fault.lasts().multipliedBy(3).dividedBy(4));
        } finally {
            registry.release();
        }
    }

    private void network(Fault fault) throws InterruptedException {
        FaultedSystem.Ways ways = system.ways(fault.target());
        long delay = 50 + fault.detail() % 250;
        switch (fault.kind()) {
            case NETWORK_SLOW -> ways.delay(delay);
            case NETWORK_CUT -> ways.cut();
            default -> ways.hold();
        }
        try {
            sleep(fault.lasts());
        } finally {
            switch (fault.kind()) {
                case NETWORK_SLOW -> ways.delay(-delay);
                case NETWORK_CUT -> ways.join();
                default -> ways.release();
            }
        }
    }

    private void state(Fault fault) throws InterruptedException {
        ManagedProcess evaluation = system.process(fault.target());
        evaluation.hold();
        try (Stream<Path> files = Files.walk(system.state(fault.target()))) {
            List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
            if (fault.kind() == FaultKind.STATE_DELETED) {
                for (Path each : all.subList(0, all.size() - 1)) { // its root may be the root of a disk
                    Files.deleteIfExists(each);
                }
            } else {
                damage(all, new SplittableRandom(fault.detail()));
            }
            sleep(fault.lasts());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            evaluation.release();
        }
    }

    /** Overwrites the middle of every third file with noise, and halves every seventh. */
    private static void damage(List<Path> files, SplittableRandom random) throws IOException {
        for (Path each : files) {
            long size = Files.isRegularFile(each) ? Files.size(each) : 0;
            if (size == 0) {
                continue;
            }
            try (RandomAccessFile file = new RandomAccessFile(each.toFile(), "rw")) {
                if (random.nextInt(3) == 0) {
                    byte[] noise = new byte[(int) Math.min(size, 512)];
                    random.nextBytes(noise);
                    file.seek(random.nextLong(size));
                    file.write(noise);
                } else if (random.nextInt(7) == 0) {
                    file.setLength(size / 2);
                }
            }
        }
    }

    private void poison(int choice) {
        String id = Versions.poisonedId(seed, choice);
        insist(() -> versions.poison(id, choice));
        insist(() -> versions.promote(id));
    }

    /** An operator tries again while brokers or registry are away. */
    private static void insist(Runnable wish) {
        PATIENCE.answer("the operator's wish", () -> {
            wish.run();
            return true;
        });
    }

    private void flood(Duration lasts) throws InterruptedException {
        load.rate(FLOOD);
        try {
            sleep(lasts);
        } finally {
            load.rate(1);
        }
    }

    private void clockJump(Fault fault) throws InterruptedException {
        ManagedProcess process = system.process(fault.target());
        int hours = (fault.detail() % 2 == 0 ? 1 : -1) * (1 + fault.detail() % 20);
        Path clock = system.logs().resolve(fault.target() + ".clock");
        set(clock, "+0");
        Map<String, String> faked = Map.of(
                "LD_PRELOAD", FAKETIME,
                "FAKETIME_TIMESTAMP_FILE", clock.toString(),
                "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                // Else timed waits, which follow the monotonic clock, end at once, and the process spins.
                "FAKETIME_FORCE_MONOTONIC_FIX", "0",
                "FAKETIME_CACHE_DURATION", "1",
                "NO_FAKE_STAT", "1");
        faked.forEach(process::environment);
        process.kill();
        PATIENCE.until(() -> !system.notReady()
                .containsKey(fault.target())); // else a slow machine starts it for as long as the clock is wrong
        set(clock, (hours > 0 ? "+" : "") + hours + "h");
        sleep(fault.lasts());
        set(clock, "+0");
        faked.keySet().forEach(name -> process.environment(name, null));
    }

    private static void set(Path clock, String offset) {
        try {
            Files.writeString(clock, offset + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void cameraClock(Fault fault) throws InterruptedException {
        load.clock(Duration.ofHours(-1 - fault.detail() % 20));
        try {
            sleep(fault.lasts());
        } finally {
            load.clock(Duration.ZERO);
        }
    }

    private void rebalances(Fault fault) throws InterruptedException {
        SplittableRandom random = new SplittableRandom(fault.detail());
        List<String> instances = List.of("embedding-1", "evaluation-1", "embedding-2", "evaluation-2");
        for (int i = 0; i < 6; i++) {
            ManagedProcess process = system.process(instances.get(random.nextInt(instances.size())));
            if (random.nextBoolean()) {
                process.kill();
            } else {
                process.terminate();
            }
            sleep(Duration.ofMillis(500 + random.nextInt(4_000)));
        }
    }

    private static void sleep(Duration duration) throws InterruptedException {
        Thread.sleep(duration.toMillis());
    }
}
