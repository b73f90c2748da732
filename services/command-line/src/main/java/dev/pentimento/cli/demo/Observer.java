package dev.pentimento.cli.demo;

import dev.pentimento.events.AlarmState;
import dev.pentimento.events.DriftAlarm;
import dev.pentimento.events.DriftWindow;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Prediction;
import dev.pentimento.events.QualityWindow;
import dev.pentimento.events.Slice;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Patience;
import dev.pentimento.platform.kafka.Received;
import dev.pentimento.platform.kafka.Start;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.TopicFollower;
import dev.pentimento.platform.kafka.UnusableRecords;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** Follows the committed results, as any dashboard would, and records when each prediction became readable. */
final class Observer implements AutoCloseable {
    private static final Map<Topic, Start> FOLLOWED = Map.of(
            Topic.PREDICTIONS, Start.BEGINNING,
            Topic.PREDICTION_QUALITY, Start.BEGINNING,
            Topic.EMBEDDING_DRIFT, Start.BEGINNING,
            Topic.MODEL_VERSIONS, Start.BEGINNING);

    private final ServiceContext context;
    private final ObservedResults sightings;
    private final TopicFollower<Received<SpecificRecord>> follower;

    Observer(ServiceContext context, ObservedResults sightings) {
        this.context = context;
        this.sightings = sightings;
        this.follower = new TopicFollower<>(
                "demo-observer",
                context.readers()
                        .events(
                                "demo-observer",
                                FOLLOWED,
                                SpecificRecord.class,
                                UnusableRecords.REFUSED,
                                Patience.unbounded()),
                this::note);
        follower.terminated().whenComplete((done, failure) -> {
            if (failure instanceof Exception exception) {
                sightings.fail(exception);
            }
        });
    }

    void start() {
        follower.start();
    }

    @Override
    public void close() {
        follower.close();
    }

    private void note(List<Received<SpecificRecord>> read) {
        read.forEach(each -> each.event().ifPresent(this::note));
    }

    private void note(SpecificRecord event) {
        if (event instanceof Prediction prediction) {
            sightings.prediction(prediction, context.clock().millis());
        } else if (event instanceof QualityWindow window) {
            sightings.quality(window);
        } else if (event instanceof ModelVersion version) {
            sightings.version(version);
        } else if (event instanceof DriftWindow window) {
            DriftAlarm alarm = window.getAlarm();
            if (alarm != null && new Slice(window.getSlice()).isAll() && alarm.getState() == AlarmState.RAISED) {
                sightings.alarm(alarm);
            }
        }
    }
}
