package dev.pentimento.it.faults;

import java.time.Duration;

/**
 * One fault of a schedule.
 *
 * @param target name of a process, or {@code all}
 * @param at when it begins, from the begin of the schedule
 * @param detail a number for what else there is to choose
 */
record Fault(FaultKind kind, String target, Duration at, Duration lasts, int detail) {
    Duration end() {
        return at.plus(lasts);
    }

    @Override
    public String toString() {
        String who = target.equals("all") ? "" : target + ": ";
        String time = lasts.isZero() ? "" : " for " + lasts.toSeconds() + " s";
        return who + kind.title() + time;
    }
}
