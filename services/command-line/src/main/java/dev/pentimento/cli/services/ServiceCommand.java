package dev.pentimento.cli.services;

import dev.pentimento.cli.process.StopSignal;
import dev.pentimento.http.HttpProtection;
import dev.pentimento.learning.device.TorchEngine;
import dev.pentimento.platform.Service;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Topics;
import dev.pentimento.platform.operations.BrokerWatch;
import dev.pentimento.platform.operations.Health;
import dev.pentimento.platform.operations.OperationsServer;
import dev.pentimento.platform.operations.ScrapedMetrics;
import dev.pentimento.platform.rights.Rights;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Settings;
import io.javalin.config.JavalinConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/**
 * Runs one service until it is stopped. SIGTERM and SIGINT stop it cleanly, with the exit code of the signal. After a
 * failure it exits with code 1, so that an orchestrator restarts it.
 */
abstract class ServiceCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceCommand.class);

    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "${env:PENTIMENTO_CONFIG}",
            description = "Properties file with settings; PENTIMENTO_* environment variables override it.")
    private @Nullable Path config;

    /** The rights that the service needs in Kafka: on the topics that it reads and writes, and others. */
    abstract Rights rights(Topics topics, Settings settings);

    /** Topics that the service creates under its own prefix. */
    List<String> internalTopics(Settings settings, PlatformSettings platform) {
        return List.of();
    }

    abstract Service create(ServiceContext context, Settings settings);

    /** Adds the service's HTTP routes to those for health and metrics. */
    void addRoutes(Service service, JavalinConfig routes) {}

    @Override
    public Integer call() throws Exception {
        Settings settings = Settings.load(config, System.getenv());
        PlatformSettings platform = PlatformSettings.from(settings);
        PrometheusMeterRegistry metrics = ScrapedMetrics.create(platform.kafkaMetrics());
        Health health = new Health();
        HttpProtection protection = new HttpProtection(platform.httpLimits(), platform.httpTls(), metrics);
        try (StopSignal stop = StopSignal.listen();
                ServiceContext context =
                        ServiceContext.of(platform, metrics, health, rights(new Topics(platform), settings));
                Service service = create(context, settings);
                OperationsServer operations = OperationsServer.start(
                        platform.httpHost(),
                        platform.httpPort(),
                        metrics,
                        health,
                        protection,
                        routes -> addRoutes(service, routes))) {
            health.measure(metrics, service.name());
            LOG.info("health and metrics on {}", protection.url(platform.httpHost(), operations.port()));
            if (!Preparation.of(context, internalTopics(settings, platform)).await(stop)) {
                return 0;
            }
            TorchEngine.start(platform.engineThreads());
            try (BrokerWatch watch = BrokerWatch.start(context.clients(), health)) {
                service.start();
                health.started();
                stop.onRequest(() -> {
                    health.stopping();
                    service.close();
                });
                service.terminated().join();
            }
        }
        return 0;
    }
}
