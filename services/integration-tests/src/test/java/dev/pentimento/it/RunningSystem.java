package dev.pentimento.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.cli.process.LogSettings;
import dev.pentimento.cli.stack.DataDirectory;
import dev.pentimento.cli.stack.LocalStack;
import dev.pentimento.cli.stack.StackPorts;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Everything in this process, on free ports, with what a test needs to play the world outside. */
final class RunningSystem implements SystemUnderTest, AutoCloseable {
    static final Duration WINDOW = Duration.ofSeconds(2);

    /** Short windows, so that there are several; nothing is promoted or trained but by commands; drift counts every image. */
    private static final Settings SETTINGS = Settings.of(Map.of(
            "evaluation.window", WINDOW.toString(),
            "evaluation.drift.rate", "1000000000",
            "trainer.retrain.on.drift", "false",
            "trainer.retrain.on.hurts", "false",
            "trainer.retrain.classifier", "true"));

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final LocalStack stack;
    private final CommittedLog log;
    private final WorldOutside world;

    private RunningSystem(LocalStack stack) {
        this.stack = stack;
        this.log = new CommittedLog(stack.context());
        this.world = new WorldOutside(stack.context());
    }

    /** With a broker of its own that keeps its data there. */
    static RunningSystem at(Path data) {
        return at(data, Map.of());
    }

    /** The same with further settings. */
    static RunningSystem at(Path data, Map<String, String> more) {
        LogSettings.expectBrokerToComeAndGo();
        return new RunningSystem(LocalStack.start(DataDirectory.at(data), StackPorts.FREE, SETTINGS.with(more)));
    }

    /** On a broker that runs already; the stream's state is kept there. */
    static RunningSystem on(String bootstrapServers, Path data) {
        return new RunningSystem(
                LocalStack.startOn(bootstrapServers, DataDirectory.at(data), StackPorts.FREE, SETTINGS));
    }

    RunningSystem withSmallVersion() {
        SmallVersion.publish(context());
        return ready();
    }

    RunningSystem ready() {
        await("every service to be ready").until(() -> context().health().notReady(), Map::isEmpty);
        return this;
    }

    LocalStack stack() {
        return stack;
    }

    /** Runs a command on this system, which must succeed. */
    CommandProcess.Result run(String... arguments) {
        Stream<String> connection =
                Stream.of("--bootstrap-server", stack.bootstrapServers(), "--schema-registry", stack.registryUrl());
        CommandProcess.Result result = CommandProcess.run(
                Map.of(), Stream.concat(Stream.of(arguments), connection).toArray(String[]::new));
        assertThat(result.exitCode()).as(result.err()).isZero();
        return result;
    }

    @Override
    public ServiceContext context() {
        return stack.context();
    }

    @Override
    public CommittedLog log() {
        return log;
    }

    @Override
    public WorldOutside world() {
        return world;
    }

    @Override
    public ConditionFactory await(String what) {
        return Awaitility.await(what)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .failFast("a service has stopped", () -> stack.terminated().getNow(null));
    }

    @Override
    public void close() {
        log.close();
        world.close();
        stack.close();
    }
}
