package dev.pentimento.evaluation;

import dev.pentimento.events.AlarmState;
import dev.pentimento.events.DriftAlarm;
import dev.pentimento.statistics.drift.DriftCounts;
import dev.pentimento.statistics.drift.DriftDetector;
import dev.pentimento.statistics.drift.ReferenceHistograms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The detector of one slice, and what turns its counts of images into times and examples. */
final class SliceDrift {
    private static final int MARKS = 256;
    private static final int EXAMPLES = 8;

    private final DriftDetector detector;
    /** Places in the stream, thinned out as they grow old. */
    private final List<Mark> marks = new ArrayList<>();

    private long seen;
    private @Nullable AlarmTimes alarm;

    /** After so many images the stream was at this time; with images from there. */
    private record Mark(long images, long millis, List<String> examples) {}

    private record AlarmTimes(
            long number, long raisedMillis, long startedMillis, long resolvedMillis, List<String> examples) {}

    SliceDrift(ReferenceHistograms reference, double runLength) {
        this(new DriftDetector(reference, runLength));
    }

    private SliceDrift(DriftDetector detector) {
        this.detector = detector;
    }

    DriftDetector detector() {
        return detector;
    }

    /** @return whether an alarm was raised or resolved */
    boolean step(DriftCounts counts, long lastMillis, List<String> examples) {
        marks.add(new Mark(seen, lastMillis, List.copyOf(examples)));
        if (marks.size() > MARKS) {
            for (int i = MARKS / 2; i > 0; i -= 2) {
                marks.remove(i);
            }
        }
        seen += counts.images();
        DriftDetector.Event event = detector.step(counts);
        if (event == DriftDetector.Event.RAISED) {
            var raised = Objects.requireNonNull(detector.alarm());
            long started = raised.startedAtImage();
            alarm = new AlarmTimes(raised.number(), lastMillis, timeOf(started), -1, examplesFrom(started));
        } else if (event == DriftDetector.Event.RESOLVED && alarm != null) {
            alarm = new AlarmTimes(
                    alarm.number(), alarm.raisedMillis(), alarm.startedMillis(), lastMillis, alarm.examples());
        }
        return event != DriftDetector.Event.NOTHING;
    }

    private long timeOf(long image) {
        long millis = marks.get(0).millis();
        for (Mark mark : marks) {
            if (mark.images() <= image) {
                millis = mark.millis();
            }
        }
        return millis;
    }

    private List<String> examplesFrom(long image) {
        List<String> examples = new ArrayList<>();
        for (Mark mark : marks) {
            if (mark.images() >= image && examples.size() < EXAMPLES) {
                examples.addAll(mark.examples());
            }
        }
        if (examples.isEmpty()) {
            examples.addAll(marks.get(marks.size() - 1).examples());
        }
        return examples.subList(0, Math.min(EXAMPLES, examples.size()));
    }

    /** The latest alarm; none before the first. */
    @Nullable
    DriftAlarm alarm(String idPrefix, List<String> classes) {
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
                .setScores(found.scores().stream().map(shift -> shift.score()).toList())
                .setClasses(found.classes().stream()
                        .map(shift -> classes.get(shift.predictedClass()))
                        .toList())
                .setExampleImageIds(times.examples())
                .setResolvedAt(times.resolvedMillis() < 0 ? null : Instant.ofEpochMilli(times.resolvedMillis()))
                .setSize(found.size())
                .build();
    }

    byte[] toBytes() {
        Packer packer = new Packer();
        packer.bytes(detector.save()).number(seen).number(marks.size());
        for (Mark mark : marks) {
            packer.number(mark.images()).number(mark.millis());
            write(packer, mark.examples());
        }
        packer.raw(alarm == null ? 0 : 1);
        if (alarm != null) {
            packer.number(alarm.number())
                    .number(alarm.raisedMillis())
                    .number(alarm.startedMillis())
                    .number(alarm.resolvedMillis());
            write(packer, alarm.examples());
        }
        return packer.toBytes();
    }

    static SliceDrift fromBytes(ReferenceHistograms reference, byte[] bytes) {
        Unpacker unpacker = new Unpacker(bytes);
        SliceDrift drift = new SliceDrift(DriftDetector.restore(reference, unpacker.bytes()));
        drift.seen = unpacker.number();
        for (int left = unpacker.count(); left > 0; left--) {
            drift.marks.add(new Mark(unpacker.number(), unpacker.number(), texts(unpacker)));
        }
        if (unpacker.raw() == 1) {
            drift.alarm = new AlarmTimes(
                    unpacker.number(), unpacker.number(), unpacker.number(), unpacker.number(), texts(unpacker));
        }
        return drift;
    }

    private static void write(Packer packer, List<String> texts) {
        packer.number(texts.size());
        texts.forEach(packer::text);
    }

    private static List<String> texts(Unpacker unpacker) {
        List<String> texts = new ArrayList<>();
        for (int left = unpacker.count(); left > 0; left--) {
            texts.add(unpacker.text());
        }
        return List.copyOf(texts);
    }
}
