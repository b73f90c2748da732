package dev.pentimento.cli.labels;

import dev.pentimento.cli.connection.Connection;
import dev.pentimento.cli.connection.RecordedRange;
import dev.pentimento.cli.connection.RecordedRange.Reading;
import dev.pentimento.events.LabelRequest;
import dev.pentimento.events.Outcome;
import dev.pentimento.events.RecordPosition;
import dev.pentimento.platform.kafka.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The requests that still need a label. A request is answered once its image has an outcome with a label, requested or
 * not. The image is known by its position, since an id may come again.
 */
public final class OpenRequests {
    private final Set<RecordPosition> answered = new HashSet<>();
    private final Instant now;

    private OpenRequests(Instant now) {
        this.now = now;
    }

    /**
     * Reads which images have labels.
     *
     * @param now requests that expired earlier are not open
     * @param unusable receives a message about each record that cannot be decoded
     */
    public static OpenRequests read(Connection connection, Instant now, Reading progress, Consumer<String> unusable) {
        OpenRequests open = new OpenRequests(now);
        new RecordedRange(connection, progress)
                .read(Topic.OUTCOMES, Outcome.class, Instant.EPOCH, unusable, open::note);
        return open;
    }

    private void note(Outcome outcome) {
        if (outcome.getLabel() == null) {
            answered.remove(outcome.getImage());
        } else {
            answered.add(outcome.getImage());
        }
    }

    /** Whether a request still needs a label. */
    public boolean isOpen(LabelRequest request) {
        return request.getExpiresAt().isAfter(now) && !answered.contains(request.getImage());
    }

    /** All open requests, in the order of the topic. */
    static List<LabelRequest> all(Connection connection, Instant now, Reading progress, Consumer<String> unusable) {
        List<LabelRequest> requests = new ArrayList<>();
        new RecordedRange(connection, progress)
                .read(Topic.LABEL_REQUESTS, LabelRequest.class, Instant.EPOCH, unusable, requests::add);
        OpenRequests open = read(connection, now, progress, unusable);
        requests.removeIf(request -> !open.isOpen(request));
        return requests;
    }
}
