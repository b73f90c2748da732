package dev.pentimento.evaluation.harm;

import dev.pentimento.events.AlarmState;
import dev.pentimento.events.Harm;
import dev.pentimento.events.HarmAlarm;
import dev.pentimento.events.HarmBasis;
import dev.pentimento.events.HarmFinding;
import dev.pentimento.statistics.harm.HarmDetector;
import dev.pentimento.statistics.harm.HarmDetector.Basis;
import dev.pentimento.statistics.harm.PresentAccuracy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Creates the part of a drift event that tells of harm. */
public final class HarmEvents {
    private HarmEvents() {}

    /** @param idPrefix of the ids of alarms */
    public static Harm of(HarmWatch watch, String idPrefix) {
        HarmDetector detector = watch.detector();
        PresentAccuracy present = watch.drifted() || detector.open() ? detector.present() : null;
        return Harm.newBuilder()
                .setLimit(detector.limit())
                .setFinding(finding(watch))
                .setAccuracy(present == null ? null : present.accuracy())
                .setLower(present == null ? null : present.lower())
                .setUpper(present == null ? null : present.upper())
                .setLabelled(present == null ? 0 : detector.labelled())
                .setEvidence(detector.evidence())
                .setRunLength(detector.runLength())
                .setAlarm(alarm(watch, idPrefix))
                .build();
    }

    private static HarmFinding finding(HarmWatch watch) {
        if (watch.open()) {
            return HarmFinding.HARMFUL;
        }
        return watch.drifted() && watch.detector().harmless() ? HarmFinding.HARMLESS : HarmFinding.UNKNOWN;
    }

    private static @Nullable HarmAlarm alarm(HarmWatch watch, String idPrefix) {
        HarmDetector.Alarm alarm = watch.detector().alarm();
        return alarm == null
                ? null
                : HarmAlarm.newBuilder()
                        .setId(idPrefix + "-" + alarm.number())
                        .setState(alarm.open() ? AlarmState.RAISED : AlarmState.RESOLVED)
                        .setBasis(alarm.basis() == Basis.LABELS ? HarmBasis.LABELS : HarmBasis.ESTIMATE)
                        .setRaisedAt(Instant.ofEpochMilli(watch.raisedMillis()))
                        .setResolvedAt(alarm.open() ? null : Instant.ofEpochMilli(watch.resolvedMillis()))
                        .build();
    }
}
