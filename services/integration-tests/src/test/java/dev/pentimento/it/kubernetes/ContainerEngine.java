package dev.pentimento.it.kubernetes;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Docker, by its command. What it makes for one test has a label, and goes with the test. */
final class ContainerEngine implements AutoCloseable {
    private static final Program DOCKER = new Program("docker");

    private final String label = "dev.pentimento.test=" + UUID.randomUUID();
    private final String network = "pentimento-" + UUID.randomUUID();

    private ContainerEngine() {
        DOCKER.run("network", "create", "--label", label, network);
    }

    /** The test is skipped, and says so, where no engine answers or containers have no address that this machine reaches. */
    static ContainerEngine onThisMachine() {
        assumeTrue(DOCKER.can("info"), "NOT PROVEN HERE: no container engine answers, so the manifests were not run");
        assumeTrue(
                System.getProperty("os.name").equals("Linux"),
                "NOT PROVEN HERE: containers have addresses of their own on Linux only, so the manifests were not run");
        return new ContainerEngine();
    }

    /** @return the image's id */
    String build(Path folder) {
        return DOCKER.run("build", "--quiet", "--tag", "pentimento-manifests-test", folder.toString());
    }

    String createVolume() {
        return DOCKER.run("volume", "create", "--label", label);
    }

    void removeVolumes(List<String> names) {
        names.forEach(name -> DOCKER.run("volume", "rm", name));
    }

    /** Runs a container to its end. */
    void runToEnd(List<String> arguments) {
        DOCKER.run(with(List.of("run", "--rm", "--label", label), arguments));
    }

    /** @return the container's id */
    String start(List<String> arguments) {
        return DOCKER.run(with(List.of("run", "--detach", "--label", label, "--network", network), arguments));
    }

    String address(String container) {
        return inspect(container, "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}");
    }

    String inspect(String container, String format) {
        return DOCKER.run("inspect", "--format", format, container);
    }

    /** What it takes of its limit. */
    String memory(String container) {
        return DOCKER.run("stats", "--no-stream", "--format", "{{.MemUsage}}", container);
    }

    String exec(String container, String... command) {
        return DOCKER.run(with(List.of("exec", container), List.of(command)));
    }

    /** What it wrote to both of its outputs. */
    String log(String container) {
        Program.Result log = DOCKER.result(List.of("logs", "--tail", "200", container));
        return log.out() + log.err();
    }

    /** Sends SIGTERM, and SIGKILL if it has not ended in time. */
    void stop(String container, long seconds) {
        DOCKER.run("stop", "--time", "" + seconds, container);
    }

    void remove(String container) {
        DOCKER.run("rm", "--force", "--volumes", container);
    }

    private static List<String> with(List<String> first, List<String> more) {
        List<String> all = new ArrayList<>(first);
        all.addAll(more);
        return all;
    }

    @Override
    public void close() {
        String filter = "label=" + label;
        DOCKER.run("ps", "--all", "--quiet", "--filter", filter).lines().forEach(this::remove);
        removeVolumes(DOCKER.run("volume", "ls", "--quiet", "--filter", filter)
                .lines()
                .toList());
        DOCKER.run("network", "rm", network);
    }
}
