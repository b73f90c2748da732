package dev.pentimento.statistics.drift.detection;

import dev.pentimento.statistics.drift.detection.DriftAlarm.ClassShift;
import dev.pentimento.statistics.drift.detection.DriftAlarm.ScoreShift;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bytes of a detector's state: a format number, followed by numbers as {@link DataOutput} writes them. */
final class SavedState {
    private static final int FORMAT = 3;
    /** Alarms have neither an interval of their onset nor a predecessor. */
    private static final int WITHOUT_ONSET = 2;

    interface Writer {
        void write(DataOutput out) throws IOException;
    }

    interface Reader<T> {
        T read(Saved saved) throws IOException;
    }

    /** Saved bytes after their format number. */
    record Saved(DataInput in, int format) {
        @Nullable
        DriftAlarm alarm() throws IOException {
            return SavedState.alarm(in, format);
        }

        boolean knowsOnsets() {
            return format > WITHOUT_ONSET;
        }

        /** @param unknown for a format without it */
        Onset onset(Onset unknown) throws IOException {
            return knowsOnsets() ? new Onset(in.readLong(), in.readLong(), in.readLong()) : unknown;
        }
    }

    private SavedState() {}

    /** @param alarms whether there is an alarm; without one, both formats are equal, and the former release reads its own */
    static byte[] write(boolean alarms, Writer writer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(alarms ? FORMAT : WITHOUT_ONSET);
            writer.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    static <T> T read(byte[] state, Reader<T> reader) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(state))) {
            int format = in.readInt();
            if (format != FORMAT && format != WITHOUT_ONSET) {
                throw new UnknownStateFormatException(format, FORMAT);
            }
            return reader.read(new Saved(in, format));
        } catch (IOException e) {
            throw new IllegalArgumentException("the detector's state is damaged", e);
        }
    }

    static void write(DataOutput out, long[] numbers) throws IOException {
        for (long number : numbers) {
            out.writeLong(number);
        }
    }

    static void write(DataOutput out, double[] numbers) throws IOException {
        for (double number : numbers) {
            out.writeDouble(number);
        }
    }

    static void write(DataOutput out, boolean[] flags) throws IOException {
        for (boolean flag : flags) {
            out.writeBoolean(flag);
        }
    }

    /** @throws IllegalArgumentException if the number read is not that of a constant */
    static <T> T constant(DataInput in, T[] constants) throws IOException {
        int ordinal = in.readInt();
        if (ordinal < 0 || ordinal >= constants.length) {
            throw new IllegalArgumentException("the detector's state is damaged: phase " + ordinal);
        }
        return constants[ordinal];
    }

    static boolean[] booleans(DataInput in, int count) throws IOException {
        boolean[] flags = new boolean[count];
        for (int i = 0; i < count; i++) {
            flags[i] = in.readBoolean();
        }
        return flags;
    }

    static long[] longs(DataInput in, int count) throws IOException {
        long[] numbers = new long[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = in.readLong();
        }
        return numbers;
    }

    static double[] doubles(DataInput in, int count) throws IOException {
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = in.readDouble();
        }
        return numbers;
    }

    static void write(DataOutput out, @Nullable DriftAlarm alarm) throws IOException {
        out.writeBoolean(alarm != null);
        if (alarm == null) {
            return;
        }
        out.writeLong(alarm.number());
        out.writeLong(alarm.raisedAtImage());
        out.writeLong(alarm.onset().image());
        out.writeLong(alarm.onset().earliest());
        out.writeLong(alarm.onset().latest());
        out.writeLong(alarm.follows() == null ? -1 : alarm.follows());
        out.writeDouble(alarm.size());
        out.writeLong(alarm.resolvedAtImage() == null ? -1 : alarm.resolvedAtImage());
        out.writeInt(alarm.scores().size());
        for (ScoreShift shift : alarm.scores()) {
            out.writeUTF(shift.score());
            out.writeDouble(shift.totalVariation());
        }
        out.writeInt(alarm.classes().size());
        for (ClassShift shift : alarm.classes()) {
            out.writeInt(shift.predictedClass());
            out.writeDouble(shift.before());
            out.writeDouble(shift.now());
        }
    }

    private static @Nullable DriftAlarm alarm(DataInput in, int format) throws IOException {
        if (!in.readBoolean()) {
            return null;
        }
        long number = in.readLong();
        long raised = in.readLong();
        long started = in.readLong();
        boolean withOnset = format > WITHOUT_ONSET;
        Onset onset = new Onset(started, withOnset ? in.readLong() : 0, withOnset ? in.readLong() : raised);
        long follows = withOnset ? in.readLong() : -1;
        double size = in.readDouble();
        long resolved = in.readLong();
        List<ScoreShift> scores = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            scores.add(new ScoreShift(in.readUTF(), in.readDouble()));
        }
        List<ClassShift> classes = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            classes.add(new ClassShift(in.readInt(), in.readDouble(), in.readDouble()));
        }
        return new DriftAlarm(
                number,
                raised,
                onset,
                size,
                scores,
                classes,
                follows < 0 ? null : follows,
                resolved < 0 ? null : resolved);
    }
}
