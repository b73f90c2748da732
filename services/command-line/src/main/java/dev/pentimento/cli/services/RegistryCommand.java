package dev.pentimento.cli.services;

import dev.pentimento.cli.process.StopSignal;
import dev.pentimento.platform.operations.Health;
import dev.pentimento.platform.operations.OperationsServer;
import dev.pentimento.platform.operations.ProcessMetrics;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Settings;
import dev.pentimento.registry.SchemaRegistryServer;
import dev.pentimento.registry.SchemaRegistrySettings;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pentimento registry}. */
@Command(
        name = "registry",
        description =
                "Runs the schema registry: Confluent's REST API, kept in a topic. Not needed beside Confluent's own.")
public final class RegistryCommand implements Callable<Integer> {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "${env:PENTIMENTO_CONFIG}",
            description = "Properties file with settings; PENTIMENTO_* environment variables win over it.")
    private @Nullable Path config;

    @Override
    public Integer call() throws InterruptedException {
        PlatformSettings platform = PlatformSettings.from(Settings.load(config, System.getenv()));
        SchemaRegistrySettings settings = new SchemaRegistrySettings(
                platform.httpHost(),
                platform.httpPort(),
                platform.topicPrefix() + SchemaRegistrySettings.DEFAULT_TOPIC,
                platform.replicationFactor());
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        ProcessMetrics.bindTo(metrics);
        Health health = new Health();
        try (StopSignal stop = StopSignal.listen();
                SchemaRegistryServer server = new SchemaRegistryServer(
                        settings,
                        Map.copyOf(platform.kafka()),
                        config -> OperationsServer.addRoutes(config, metrics, health))) {
            health.readiness("store", server::complaint);
            server.start();
            health.started();
            stop.await();
            health.stopping();
        }
        return 0;
    }
}
