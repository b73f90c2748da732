package dev.pentimento.cli.services;

import dev.pentimento.dashboard.DashboardRights;
import dev.pentimento.dashboard.DashboardService;
import dev.pentimento.dashboard.DashboardSettings;
import dev.pentimento.platform.Service;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Topics;
import dev.pentimento.platform.rights.Rights;
import dev.pentimento.platform.settings.Settings;
import io.javalin.config.JavalinConfig;
import picocli.CommandLine.Command;

/** {@code pentimento dashboard}. */
@Command(name = "dashboard", description = "Serves the live page, and its figures as JSON and CSV.")
public final class DashboardCommand extends ServiceCommand {
    @Override
    Rights rights(Topics topics, Settings settings) {
        return DashboardRights.of(topics);
    }

    @Override
    Service create(ServiceContext context, Settings settings) {
        return new DashboardService(context, DashboardSettings.from(settings));
    }

    @Override
    void addRoutes(Service service, JavalinConfig routes) {
        ((DashboardService) service).addRoutes(routes);
    }
}
