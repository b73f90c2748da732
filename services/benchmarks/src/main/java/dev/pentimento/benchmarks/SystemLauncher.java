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

    /** Starts a broker and, on it, the registry and all services. Closing the result closes the broker, too. */
    default RunningSystem withBroker(Path folder, Settings settings) {
        Broker broker = broker(folder.resolve("log"));
        try {
            RunningSystem system = system(broker.bootstrapServers(), folder.resolve("system"), settings);
            return new RunningSystem() {
                @Override
                public ServiceContext context() {
                    return system.context();
                }

                @Override
                public void requireHealthy() {
                    system.requireHealthy();
                }

                @Override
                public void close() {
                    try (broker) {
                        system.close();
                    }
                }
            };
        } catch (RuntimeException e) {
            broker.close();
            throw e;
        }
    }

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
