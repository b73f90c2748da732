package dev.pentimento.cli.services;

import dev.pentimento.cli.process.StopSignal;
import dev.pentimento.http.HttpProtection;
import dev.pentimento.platform.kafka.KafkaClients;
import dev.pentimento.platform.kafka.Topics;
import dev.pentimento.platform.operations.Health;
import dev.pentimento.platform.operations.OperationsServer;
import dev.pentimento.platform.operations.ProcessMetrics;
import dev.pentimento.platform.rights.RightsCheck;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Settings;
import dev.pentimento.registry.SchemaRegistryServer;
import dev.pentimento.registry.SchemaRegistrySettings;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pentimento registry}. */
@Command(
        name = "registry",
        description =
                "Runs the schema registry: Confluent's REST API, stored in a topic. Not needed if you run Confluent's"
                        + " registry.")
public final class RegistryCommand implements Callable<Integer> {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "${env:PENTIMENTO_CONFIG}",
            description = "Properties file with settings; PENTIMENTO_* environment variables override it.")
    private @Nullable Path config;

    @Override
    public Integer call() throws InterruptedException {
        Settings given = Settings.load(config, System.getenv());
        PlatformSettings platform = PlatformSettings.from(given);
        SchemaRegistrySettings settings = RegistryServiceSettings.from(given, platform);
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        ProcessMetrics.bindTo(metrics);
        Health health = new Health();
        health.measure(metrics, "registry");
        KafkaClients clients = new KafkaClients(platform, RegistryRights.of(new Topics(platform), settings));
        try (StopSignal stop = StopSignal.listen();
                SchemaRegistryServer server = new SchemaRegistryServer(
                        settings,
                        Map.copyOf(platform.kafka()),
                        new HttpProtection(platform.httpLimits(), platform.httpTls(), metrics),
                        config -> OperationsServer.addRoutes(config, metrics, health))) {
            server.listen();
            Preparation preparation = Preparation.of(health, () -> {
                try (Admin admin = clients.admin("rights")) {
                    new RightsCheck(admin, clients.rights()).require(List.of());
                    server.prepare();
                } catch (IllegalStateException e) {
                    throw clients.missingRight(e)
                            .<RuntimeException>map(each -> each)
                            .orElse(e);
                }
            });
            if (!preparation.await(stop)) {
                return 0;
            }
            health.readiness("store", server::complaint);
            health.started();
            stop.await();
            health.stopping();
        }
        return 0;
    }
}
