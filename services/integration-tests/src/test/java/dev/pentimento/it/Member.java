package dev.pentimento.it;

import dev.pentimento.embedding.EmbeddingService;
import dev.pentimento.embedding.EmbeddingSettings;
import dev.pentimento.evaluation.EvaluationService;
import dev.pentimento.evaluation.EvaluationSettings;
import dev.pentimento.platform.Service;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.settings.Settings;
import java.util.Map;

/** One instance of a service among several, in this process, with health and metrics of its own. */
record Member(ServiceContext context, Service service) implements AutoCloseable {
    static Member embedding(Backbone backbone, String name) {
        return embedding(backbone, name, Map.of());
    }

    static Member embedding(Backbone backbone, String name, Map<String, String> more) {
        return embedding(backbone, name, backbone.newContext(), more);
    }

    static Member embedding(Backbone backbone, String name, ServiceContext context, Map<String, String> more) {
        Settings settings =
                backbone.settings().with(Map.of("embedding.instance.id", name)).with(more);
        return started(context, new EmbeddingService(context, EmbeddingSettings.from(settings)));
    }

    static Member evaluation(Backbone backbone, String name) {
        return evaluation(backbone, name, Map.of());
    }

    static Member evaluation(Backbone backbone, String name, Map<String, String> more) {
        return evaluation(backbone, name, backbone.newContext(), more);
    }

    static Member evaluation(Backbone backbone, String name, ServiceContext context, Map<String, String> more) {
        Settings settings = backbone.settings()
                .with(Map.of("evaluation.state.dir", backbone.folder(name).toString()))
                .with(more);
        return started(context, new EvaluationService(context, EvaluationSettings.from(settings, context.settings())));
    }

    private static Member started(ServiceContext context, Service service) {
        service.start();
        context.health().started();
        return new Member(context, service);
    }

    boolean ready() {
        return context.health().notReady().isEmpty();
    }

    boolean failed() {
        return service.terminated().isCompletedExceptionally();
    }

    @Override
    public void close() {
        service.close();
        context.close();
    }
}
