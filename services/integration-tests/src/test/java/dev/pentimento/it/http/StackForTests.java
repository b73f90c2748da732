package dev.pentimento.it.http;

import dev.pentimento.cli.process.LogSettings;
import dev.pentimento.cli.stack.DataDirectory;
import dev.pentimento.cli.stack.LocalStack;
import dev.pentimento.cli.stack.StackPorts;
import dev.pentimento.platform.settings.Settings;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A local stack for all tests of a class, on free ports. */
final class StackForTests implements BeforeAllCallback, AfterAllCallback {
    private final Settings settings;

    @SuppressWarnings("NullAway.Init") // beforeAll sets it
    private LocalStack stack;

    StackForTests(Settings settings) {
        this.settings = settings;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        LogSettings.expectBrokerToComeAndGo();
        stack = LocalStack.start(DataDirectory.ephemeral(), StackPorts.FREE, settings);
    }

    LocalStack get() {
        return stack;
    }

    @Override
    public void afterAll(ExtensionContext context) {
        stack.close();
    }
}
