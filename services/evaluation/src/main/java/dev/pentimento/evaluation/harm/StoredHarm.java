package dev.pentimento.evaluation.harm;

import dev.pentimento.evaluation.state.Packer;
import dev.pentimento.evaluation.state.Unpacker;
import dev.pentimento.statistics.harm.HarmDetector.Alarm;
import dev.pentimento.statistics.harm.HarmDetector.Basis;
import dev.pentimento.statistics.harm.HarmDetector.Saved;
import dev.pentimento.statistics.harm.PresentAccuracy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stored form of a {@link HarmWatch}.
 *
 * @param heldOut accuracy on held-out images
 * @param versions champions with this reference, so far
 * @param encoderId of the latest images
 * @param latestWindow start of the latest window
 * @param latestMillis latest timestamp of an image's record
 * @param drift number of the open drift alarm; 0: none is open
 * @param presentFrom start of the first window of the present images
 * @param betsFrom start of the first window whose labels are bet on
 * @param raisedMillis when the latest alarm was raised; 0: never
 * @param resolvedMillis when it was resolved; {@value #STANDS}: it was not
 */
public record StoredHarm(
        double heldOut,
        List<String> versions,
        String encoderId,
        long latestWindow,
        long latestMillis,
        long drift,
        long presentFrom,
        long betsFrom,
        long raisedMillis,
        long resolvedMillis,
        Saved detector) {
    static final long STANDS = -1;

    public StoredHarm {
        versions = List.copyOf(versions);
    }

    public void write(Packer packer) {
        packer.real(heldOut)
                .texts(versions)
                .text(encoderId)
                .number(latestWindow)
                .number(latestMillis)
                .number(drift)
                .number(presentFrom)
                .number(betsFrom)
                .number(raisedMillis)
                .number(resolvedMillis)
                .real(detector.limit())
                .number(detector.wealth().length);
        for (double wealth : detector.wealth()) {
            packer.real(wealth);
        }
        packer.number(detector.right())
                .number(detector.labelled())
                .number(detector.below())
                .number(detector.above());
        write(packer, detector.present());
        write(packer, detector.alarm());
    }

    private static void write(Packer packer, @Nullable PresentAccuracy present) {
        packer.raw(present == null ? 0 : 1);
        if (present != null) {
            packer.real(present.accuracy()).real(present.lower()).real(present.upper());
        }
    }

    private static void write(Packer packer, @Nullable Alarm alarm) {
        packer.raw(alarm == null ? 0 : 1);
        if (alarm != null) {
            packer.number(alarm.number())
                    .raw(alarm.basis() == Basis.ESTIMATE ? 1 : 0)
                    .raw(alarm.seenByEstimate() ? 1 : 0)
                    .raw(alarm.open() ? 1 : 0);
        }
    }

    public static StoredHarm read(Unpacker unpacker) {
        return new StoredHarm(
                unpacker.real(),
                unpacker.texts(),
                unpacker.text(),
                unpacker.number(),
                unpacker.number(),
                unpacker.number(),
                unpacker.number(),
                unpacker.number(),
                unpacker.number(),
                unpacker.number(),
                detector(unpacker));
    }

    private static Saved detector(Unpacker unpacker) {
        double limit = unpacker.real();
        List<Double> wealth = new ArrayList<>();
        for (int left = unpacker.count(); left > 0; left--) {
            wealth.add(unpacker.real());
        }
        return new Saved(
                limit,
                wealth.stream().mapToDouble(Double::doubleValue).toArray(),
                unpacker.number(),
                unpacker.number(),
                unpacker.count(),
                unpacker.count(),
                unpacker.raw() == 0 ? null : new PresentAccuracy(unpacker.real(), unpacker.real(), unpacker.real()),
                unpacker.raw() == 0
                        ? null
                        : new Alarm(
                                unpacker.number(),
                                unpacker.raw() == 1 ? Basis.ESTIMATE : Basis.LABELS,
                                unpacker.raw() == 1,
                                unpacker.raw() == 1));
    }
}
