package dev.pentimento.evaluation.drift;

import dev.pentimento.evaluation.state.Packer;
import dev.pentimento.evaluation.state.Unpacker;
import dev.pentimento.statistics.drift.detection.DriftDetector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stored form of a {@link SliceDrift}.
 *
 * @param detector as returned by {@link DriftDetector#save}
 * @param seen images so far
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record SliceState(
        byte[] detector,
        long seen,
        List<StreamMarks.Mark> marks,
        @Nullable AlarmTimes alarm,
        SourceMix sources) {
    void write(Packer packer) {
        packer.bytes(detector).number(seen).list(marks, StreamMarks.Mark::write);
        packer.raw(alarm == null ? 0 : 1);
        if (alarm != null) {
            alarm.write(packer);
        }
        sources.write(packer);
    }

    static SliceState read(Unpacker unpacker) {
        byte[] detector = unpacker.bytes();
        long seen = unpacker.number();
        List<StreamMarks.Mark> marks = unpacker.list(StreamMarks.Mark::read);
        AlarmTimes alarm = unpacker.raw() == 0 ? null : AlarmTimes.read(unpacker);
        return new SliceState(detector, seen, marks, alarm, SourceMix.read(unpacker));
    }

    /** The layouts without a format byte: the data about sources was at the end, or missing. */
    static SliceState readWithoutFormat(Unpacker unpacker, boolean withSources) {
        byte[] detector = unpacker.bytes();
        if (detector.length == 0 || detector[0] != 0) {
            throw new IllegalArgumentException("no detector");
        }
        long seen = unpacker.number();
        List<StreamMarks.Mark> marks = unpacker.list(StreamMarks.Mark::readWithoutSources);
        AlarmTimes alarm = unpacker.raw() == 0 ? null : AlarmTimes.readWithoutSources(unpacker);
        if (!withSources) {
            return new SliceState(detector, seen, marks, alarm, new SourceMix());
        }
        SourceMix sources = SourceMix.read(unpacker);
        marks = marks.stream().map(mark -> mark.with(unpacker.sparse())).toList();
        List<String> moved = unpacker.texts();
        return new SliceState(detector, seen, marks, alarm == null ? null : alarm.with(moved), sources);
    }
}
