package dev.pentimento.cli.bench;

import dev.pentimento.benchmarks.SystemLauncher;
import dev.pentimento.cli.stack.DataDirectory;
import dev.pentimento.cli.stack.LocalBroker;
import dev.pentimento.cli.stack.LocalStack;
import dev.pentimento.cli.stack.StackPorts;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;

/** Starts the local stack as {@code up} and {@code demo} do, but the broker separately, so that it can outlive the services. */
final class LocalLauncher implements SystemLauncher {
    @Override
    public Broker broker(Path folder) {
        DataDirectory data = DataDirectory.at(folder);
        LocalBroker broker = LocalBroker.start(data, 0);
        return new Broker() {
            @Override
            public String bootstrapServers() {
                return broker.bootstrapServers();
            }

            @Override
            public void close() {
                broker.close();
                data.close();
            }
        };
    }

    @Override
    public RunningSystem system(String bootstrapServers, Path folder, Settings settings) {
        LocalStack stack = LocalStack.startOn(bootstrapServers, DataDirectory.at(folder), StackPorts.FREE, settings);
        return new RunningSystem() {
            @Override
            public ServiceContext context() {
                return stack.context();
            }

            @Override
            public void requireHealthy() {
                if (stack.terminated().isCompletedExceptionally()) {
                    try {
                        stack.terminated().join();
                    } catch (CompletionException e) {
                        throw new IllegalStateException("a service has failed: " + e.getCause(), e.getCause());
                    }
                }
            }

            @Override
            public void close() {
                stack.close();
            }
        };
    }

    @Override
    public ServiceProcess service(String name, Settings settings, Path folder) throws IOException {
        return LocalProcess.start(name, settings, folder);
    }
}
