package dev.pentimento.cli.stack;

import dev.pentimento.learning.device.TorchEngine;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Settings;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Loads PyTorch in the background, because that takes as long as the schema registry and the topics. Not while the broker
 * starts: when the machine is busy, Kafka's controller logs errors about requests that come too early.
 */
final class EngineStart {
    private final CompletableFuture<Void> started;

    private EngineStart(CompletableFuture<Void> started) {
        this.started = started;
    }

    static EngineStart begin(Settings settings) {
        int threads = PlatformSettings.from(settings).engineThreads();
        return new EngineStart(CompletableFuture.runAsync(() -> TorchEngine.start(threads)));
    }

    /** @throws RuntimeException if the engine cannot be loaded */
    void await() {
        try {
            started.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }
}
