package dev.pentimento.benchmarks;

import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.settings.Settings;
import java.io.IOException;
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

    /**
     * Starts {@code pentimento NAME} in a process of its own, with the options of this Java virtual machine.
     *
     * @param settings all of its settings
     * @param folder for its log
     */
    ServiceProcess service(String name, Settings settings, Path folder) throws IOException;

    /** A service in a process of its own. */
    interface ServiceProcess extends AutoCloseable {
        /** Processor time until now. */
        long processorNanos();

        /** Its memory, after a full collection. */
        MemoryUse memory() throws IOException;

        /** @throws IllegalStateException with the end of its log, if it has ended */
        void requireRunning();

        @Override
        void close();
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

        /**
         * Checks that every instance of every service has work.
         *
         * @throws IllegalStateException if one has not joined the others yet, or has left them
         */
        default void requireAllTakePart() throws InterruptedException {
            requireHealthy(); // without further processes, each service has one instance
        }

        /** Processor time of all processes until now. */
        default long processorNanos() {
            return ProcessorTime.nanos();
        }

        @Override
        void close();
    }
}
