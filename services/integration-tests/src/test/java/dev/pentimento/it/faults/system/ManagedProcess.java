package dev.pentimento.it.faults.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One process of the system, and the supervisor that starts it again a second after it ended, as an orchestrator does.
 * While somebody holds it, it stays down.
 */
public final class ManagedProcess {
    private static final long RESTART_MILLIS = 1_000;
    private static final long LONGEST_COLLECTION_SECONDS = 30;

    private final String name;
    private final Function<Map<String, String>, ProcessBuilder> builder;
    private final Path log;
    private final Map<String, String> environment = new TreeMap<>();
    private @Nullable Process process;
    private int holds = 1;
    private int unplannedEnds;
    private boolean planned;

    /** @param builder what to run, given variables of its environment beyond its own */
    ManagedProcess(String name, Path log, Function<Map<String, String>, ProcessBuilder> builder) {
        this.name = name;
        this.log = log;
        this.builder = builder;
        Thread supervisor = new Thread(this::supervise, "supervisor-" + name);
        supervisor.setDaemon(true);
        supervisor.start();
    }

    public String name() {
        return name;
    }

    private void supervise() {
        try {
            while (true) {
                Process current = await();
                current.waitFor();
                ended(current);
                Thread.sleep(RESTART_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts it when nobody holds it. */
    private synchronized Process await() throws InterruptedException {
        while (holds > 0) {
            wait();
        }
        planned = false;
        process = start();
        return process;
    }

    private synchronized void ended(Process ended) throws InterruptedException {
        if (!planned) {
            unplannedEnds++;
            note("ended by itself with exit code " + ended.exitValue());
        }
        process = null;
        notifyAll();
    }

    private Process start() {
        note("is started");
        try {
            return builder.apply(environment)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One more fault that needs it down. The first kills it; it is down when this returns. */
    public synchronized void hold() {
        holds++;
        kill();
    }

    public synchronized void release() {
        holds--;
        notifyAll();
    }

    /** As {@code kill -9} does. It is down when this returns. */
    public synchronized void kill() {
        Process victim = process;
        if (victim != null) {
            planned = true;
            note("is killed");
            victim.destroyForcibly();
            awaitEnd(victim);
        }
    }

    /** Asks it to stop, as an orchestrator does, and kills it after a minute. It is down when this returns. */
    public void terminate() {
        Process victim;
        synchronized (this) {
            victim = process;
            planned = true;
            holds++;
        }
        try {
            note("gets SIGTERM");
            if (victim != null) {
                victim.destroy();
                if (!victim.waitFor(1, TimeUnit.MINUTES)) {
                    note("did not stop within a minute");
                    victim.destroyForcibly().waitFor();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            release();
        }
    }

    private void awaitEnd(Process victim) {
        try {
            while (process == victim) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** SIGSTOP: it keeps its connections and does nothing. */
    public void pause() {
        signal("STOP");
    }

    public void resume() {
        signal("CONT");
    }

    /** Its threads go to its log. */
    public void dumpThreads() {
        signal("QUIT");
    }

    private synchronized void signal(String signal) {
        Process current = process;
        if (current != null) {
            note("gets SIG" + signal);
            try {
                new ProcessBuilder("kill", "-" + signal, Long.toString(current.pid()))
                        .start()
                        .waitFor();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    /** A variable of its environment from its next start on; none: as it was. */
    public synchronized void environment(String variable, @Nullable String value) {
        if (value == null) {
            environment.remove(variable);
        } else {
            environment.put(variable, value);
        }
    }

    public synchronized boolean alive() {
        return process != null && process.isAlive();
    }

    /** How often it ended although nobody killed it. */
    public synchronized int unplannedEnds() {
        return unplannedEnds;
    }

    /** Resident memory in MiB; 0 while it is down. */
    public synchronized long residentMebibytes() {
        Process current = process;
        if (current == null) {
            return 0;
        }
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(current.pid()), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0; // it ended meanwhile
        }
    }

    /** Asks its virtual machine for a full collection, after which the heap gives memory back. */
    public synchronized void collectGarbage() {
        Process current = process;
        if (current == null) {
            return;
        }
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            new ProcessBuilder(jcmd, Long.toString(current.pid()), "GC.run")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor(LONGEST_COLLECTION_SECONDS, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void note(String what) {
        try {
            Files.writeString(
                    log,
                    "=== " + Instant.now() + " " + name + " " + what + System.lineSeparator(),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path log() {
        return log;
    }
}
