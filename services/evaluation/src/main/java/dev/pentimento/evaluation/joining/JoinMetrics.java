package dev.pentimento.evaluation.joining;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Metrics of the join. Counts include work that is repeated after a failed transaction. */
public final class JoinMetrics {
    private final Counter joined;
    private final Counter repeated;
    private final Counter changed;
    private final Counter withdrawn;
    private final Counter early;
    private final Counter onRequest;
    private final Counter notRequested;
    private final Counter imageIdsRepeated;
    private final Counter implausibleTimes;

    public JoinMetrics(MeterRegistry registry) {
        joined = counter(registry, "labels.joined", "Labels that met their image, changes and withdrawals included");
        repeated = counter(registry, "labels.repeated", "Labels that the image had already");
        changed = counter(registry, "labels.changed", "Labels of an image that had had another one");
        withdrawn = counter(registry, "labels.withdrawn", "Labels withdrawn");
        early = counter(registry, "labels.early", "Labels that came before their image");
        onRequest = counter(registry, "labels.on.request", "Labels that answer a request and count with its weight");
        notRequested = counter(
                registry,
                "labels.not.requested",
                "Labels that claim to answer a request although their image was not drawn; they count like those that"
                        + " nobody requested");
        imageIdsRepeated = counter(registry, "image.ids.repeated", "Images whose id an earlier image had");
        implausibleTimes =
                counter(registry, "capture.times.implausible", "Capture times replaced by the record's timestamp");
    }

    private static Counter counter(MeterRegistry registry, String name, String description) {
        return Counter.builder("pentimento.evaluation." + name)
                .description(description)
                .register(registry);
    }

    void implausibleTime() {
        implausibleTimes.increment();
    }

    void count(Decision decision) {
        if (decision instanceof Decision.Labelled labelled) {
            labelled(labelled.change());
            switch (Outcomes.use(labelled.label(), labelled.change().image().drawing() != null)) {
                case REQUESTED -> onRequest.increment();
                case NOT_REQUESTED -> notRequested.increment();
                default -> {}
            }
        } else if (decision instanceof Decision.Repeated) {
            repeated.increment();
        } else if (decision instanceof Decision.Early) {
            early.increment();
        } else if (decision instanceof Decision.SeenBefore) {
            imageIdsRepeated.increment();
        }
    }

    private void labelled(LabelChange change) {
        joined.increment();
        if (change.after() == ImageState.UNLABELLED) {
            withdrawn.increment();
        } else if (change.revision() > 1) {
            changed.increment();
        }
    }
}
