package dev.pentimento.evaluation.drift;

import dev.pentimento.evaluation.harm.HarmWatch;
import dev.pentimento.events.AlarmState;
import dev.pentimento.events.DriftAlarm;
import dev.pentimento.statistics.drift.detection.DriftDetector;
import dev.pentimento.statistics.drift.histogram.ReferenceHistograms;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The detector of one slice, and the marks that convert its image counts into times and examples. */
public final class SliceDrift {
    private final DriftDetector detector;
    private final StreamMarks marks = new StreamMarks();

    private SourceMix sources = new SourceMix();
    private long seen;
    private @Nullable AlarmTimes alarm;

    public SliceDrift(ReferenceHistograms reference, double runLength) {
        this(new DriftDetector(reference, runLength));
    }

    private SliceDrift(DriftDetector detector) {
        this.detector = detector;
    }

    DriftDetector detector() {
        return detector;
    }

    /** @return whether an alarm was raised or resolved */
    public boolean step(DriftStep step) {
        marks.add(new StreamMarks.Mark(seen, step.lastMillis(), List.copyOf(step.examples()), sources.mark()));
        seen += step.counts().images();
        boolean drifted = detector.drifted();
        DriftDetector.Event event = detector.step(step.counts());
        count(step, drifted);
        if (event == DriftDetector.Event.RAISED || event == DriftDetector.Event.REPLACED) {
            raised(step.lastMillis());
        } else if (event == DriftDetector.Event.RESOLVED && alarm != null) {
            alarm = alarm.resolved(step.lastMillis());
        }
        return event != DriftDetector.Event.NOTHING;
    }

    private void count(DriftStep step, boolean drifted) {
        if (!drifted) {
            sources.count(step.counts().images(), step.sources());
        } else if (alarm != null) {
            sources.countChanged(step.counts().images(), step.sources());
            alarm = alarm.with(sources.moved(detector.burstFactor()));
        }
    }

    private void raised(long millis) {
        var raised = Objects.requireNonNull(detector.alarm());
        StreamMarks.Mark begin = marks.lastBefore(raised.startedAtImage());
        sources.began(begin.sources());
        alarm = new AlarmTimes(
                raised.number(),
                millis,
                Math.min(begin.millis(), millis), // batches of a backlog need not be in the order of their times
                AlarmTimes.STANDS,
                marks.examplesFrom(raised.startedAtImage()),
                sources.moved(detector.burstFactor()));
    }

    /** The open alarm, if any. */
    HarmWatch.@Nullable OpenDrift open() {
        AlarmTimes times = alarm;
        return times == null || times.resolvedMillis() != AlarmTimes.STANDS
                ? null
                : new HarmWatch.OpenDrift(times.number(), times.startedMillis());
    }

    /** The latest alarm; none before the first. */
    @Nullable
    public DriftAlarm alarm(String idPrefix, List<String> classes) {
        var found = detector.alarm();
        AlarmTimes times = alarm;
        if (found == null || times == null) {
            return null;
        }
        return DriftAlarm.newBuilder()
                .setId(idPrefix + "-" + found.number())
                .setState(found.resolvedAtImage() == null ? AlarmState.RAISED : AlarmState.RESOLVED)
                .setRaisedAt(Instant.ofEpochMilli(times.raisedMillis()))
                .setRaisedAtImage(found.raisedAtImage())
                .setStartedAt(Instant.ofEpochMilli(times.startedMillis()))
                .setStartedAtImage(found.startedAtImage())
                .setOnsetEarliestImage(found.onset().earliest())
                .setOnsetLatestImage(found.onset().latest())
                .setSinceFirstImage(found.onset().image() == 0)
                .setReplaces(found.follows() == null ? null : idPrefix + "-" + found.follows())
                .setScores(found.scores().stream().map(shift -> shift.score()).toList())
                .setClasses(found.classes().stream()
                        .map(shift -> classes.get(shift.predictedClass()))
                        .toList())
                .setSources(times.sources())
                .setExampleImageIds(times.examples())
                .setResolvedAt(times.resolvedMillis() < 0 ? null : Instant.ofEpochMilli(times.resolvedMillis()))
                .setSize(found.size())
                .build();
    }

    /** A snapshot of all state, for {@link #restore}. Later changes to this object do not affect it. */
    SliceState state() {
        return new SliceState(detector.save(), seen, marks.all(), alarm, sources.copy());
    }

    /** @throws IllegalArgumentException if the detector's state is damaged, or has another reference or format */
    static SliceDrift restore(ReferenceHistograms reference, SliceState saved) {
        SliceDrift drift = new SliceDrift(DriftDetector.restore(reference, saved.detector()));
        drift.seen = saved.seen();
        drift.marks.addAll(saved.marks());
        drift.alarm = saved.alarm();
        drift.sources = saved.sources().copy();
        return drift;
    }
}
