package dev.pentimento.cli.services;

import dev.pentimento.cli.process.StopSignal;
import dev.pentimento.learning.device.TorchEngine;
import dev.pentimento.platform.Service;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Contracts;
import dev.pentimento.platform.operations.BrokerWatch;
import dev.pentimento.platform.operations.Health;
import dev.pentimento.platform.operations.OperationsServer;
import dev.pentimento.platform.operations.ProcessMetrics;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Settings;
import io.javalin.config.JavalinConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/**
 * Runs one service until it is told to stop: SIGTERM and SIGINT stop it in order, exit code 0; a failure ends it with
 * exit code 1, for whoever restarts it.
 */
abstract class ServiceCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceCommand.class);

    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "${env:PENTIMENTO_CONFIG}",
            description = "Properties file with settings; PENTIMENTO_* environment variables win over it.")
    private @Nullable Path config;

    abstract Service create(ServiceContext context, Settings settings);

    /** What the service answers over HTTP beside health and metrics. */
    void addRoutes(Service service, JavalinConfig routes) {}

    @Override
    public Integer call() throws Exception {
        Settings settings = Settings.load(config, System.getenv());
        PlatformSettings platform = PlatformSettings.from(settings);
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        ProcessMetrics.bindTo(metrics);
        Health health = new Health();
        try (StopSignal stop = StopSignal.listen();
                ServiceContext context = ServiceContext.of(platform, metrics, health);
                Service service = create(context, settings);
                OperationsServer operations = OperationsServer.start(
                        platform.httpHost(),
                        platform.httpPort(),
                        metrics,
                        health,
                        routes -> addRoutes(service, routes))) {
            LOG.info("health and metrics on http://{}:{}", platform.httpHost(), operations.port());
            createTopics(context);
            Contracts.announce(platform, context.topics());
            TorchEngine.start(platform.engineThreads());
            try (BrokerWatch watch = BrokerWatch.start(context)) {
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

    private static void createTopics(ServiceContext context) {
        try (Admin admin = context.clients().admin("topics")) {
            context.topics().createMissing(admin);
        }
    }
}
