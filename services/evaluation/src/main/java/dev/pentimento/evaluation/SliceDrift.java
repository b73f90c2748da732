package dev.pentimento.evaluation;

import dev.pentimento.events.AlarmState;
import dev.pentimento.events.DriftAlarm;
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

    private SourceMix sources = new SourceMix();
    private long seen;
    private @Nullable AlarmTimes alarm;

    /**
     * After so many images the stream was at this time.
     *
     * @param examples images from there
     * @param sources what {@link SourceMix#mark} gave there
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Mark(long images, long millis, List<String> examples, long[] sources) {}

    private record AlarmTimes(
            long number,
            long raisedMillis,
            long startedMillis,
            long resolvedMillis,
            List<String> examples,
            List<String> sources) {
        AlarmTimes with(List<String> moved) {
            return new AlarmTimes(number, raisedMillis, startedMillis, resolvedMillis, examples, moved);
        }
    }

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
    boolean step(Detectors.Step step) {
        marks.add(new Mark(seen, step.lastMillis(), List.copyOf(step.examples()), sources.mark()));
        if (marks.size() > MARKS) {
            for (int i = MARKS / 2; i > 0; i -= 2) {
                marks.remove(i);
            }
        }
        seen += step.counts().images();
        boolean drifted = detector.drifted();
        DriftDetector.Event event = detector.step(step.counts());
        count(step, drifted);
        if (event == DriftDetector.Event.RAISED) {
            raised(step.lastMillis());
        } else if (event == DriftDetector.Event.RESOLVED && alarm != null) {
            alarm = new AlarmTimes(
                    alarm.number(),
                    alarm.raisedMillis(),
                    alarm.startedMillis(),
                    step.lastMillis(),
                    alarm.examples(),
                    alarm.sources());
        }
        return event != DriftDetector.Event.NOTHING;
    }

    private void count(Detectors.Step step, boolean drifted) {
        if (!drifted) {
            sources.count(step.counts().images(), step.sources());
        } else if (alarm != null) {
            sources.countChanged(step.counts().images(), step.sources());
            alarm = alarm.with(sources.moved(detector.burstFactor()));
        }
    }

    private void raised(long millis) {
        var raised = Objects.requireNonNull(detector.alarm());
        Mark begin = lastBefore(raised.startedAtImage());
        sources.began(begin.sources());
        alarm = new AlarmTimes(
                raised.number(),
                millis,
                begin.millis(),
                -1,
                examplesFrom(raised.startedAtImage()),
                sources.moved(detector.burstFactor()));
    }

    private Mark lastBefore(long image) {
        Mark last = marks.get(0);
        for (Mark mark : marks) {
            if (mark.images() <= image) {
                last = mark;
            }
        }
        return last;
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
                .setSources(times.sources())
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
        sources.write(packer);
        marks.forEach(mark -> packer.sparse(mark.sources()));
        write(packer, alarm == null ? List.of() : alarm.sources());
        return packer.toBytes();
    }

    static SliceDrift fromBytes(ReferenceHistograms reference, byte[] bytes) {
        Unpacker unpacker = new Unpacker(bytes);
        SliceDrift drift = new SliceDrift(DriftDetector.restore(reference, unpacker.bytes()));
        drift.seen = unpacker.number();
        for (int left = unpacker.count(); left > 0; left--) {
            drift.marks.add(new Mark(unpacker.number(), unpacker.number(), texts(unpacker), new long[] {0}));
        }
        if (unpacker.raw() == 1) {
            drift.alarm = new AlarmTimes(
                    unpacker.number(),
                    unpacker.number(),
                    unpacker.number(),
                    unpacker.number(),
                    texts(unpacker),
                    List.of());
        }
        if (!unpacker.finished()) { // else it is of before sources were named
            drift.readSources(unpacker);
        }
        return drift;
    }

    private void readSources(Unpacker unpacker) {
        sources = SourceMix.read(unpacker);
        marks.replaceAll(mark -> new Mark(mark.images(), mark.millis(), mark.examples(), unpacker.sparse()));
        List<String> moved = texts(unpacker);
        alarm = alarm == null ? null : alarm.with(moved);
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
