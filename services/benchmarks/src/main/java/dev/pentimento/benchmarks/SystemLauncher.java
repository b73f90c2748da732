package dev.pentimento.benchmarks;

import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.settings.Settings;
import java.nio.file.Path;

/** Starts what is measured. The command line implements it, because it alone knows all services. */
public interface SystemLauncher {
    /** Starts a broker in this process. Its log stays in the folder. */
    Broker broker(Path folder);

    /** Starts the schema registry and all services in this process, on a broker that runs. */
    RunningSystem system(String bootstrapServers, Path folder, Settings settings);

    /** A broker. */
    interface Broker extends AutoCloseable {
        String bootstrapServers();

        @Override
        void close();
    }

    /** The registry and all services. */
    interface RunningSystem extends AutoCloseable {
        ServiceContext context();

        /** @throws IllegalStateException with the reason, if a part has failed */
        void requireHealthy();

        @Override
        void close();
    }
}
