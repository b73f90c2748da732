package dev.pentimento.evaluation.quality;

import dev.pentimento.events.Arm;
import java.util.Comparator;

/**
 * An arm within a tally: one of the champion's two, or a candidate.
 *
 * @param candidate version of the candidate; empty for the champion's arms
 */
public record ArmKey(Arm arm, String candidate) implements Comparable<ArmKey> {
    public static final ArmKey ORIGINAL = new ArmKey(Arm.ORIGINAL, "");
    public static final ArmKey CORRECTED = new ArmKey(Arm.CORRECTED, "");

    private static final String CANDIDATE = "candidate:";
    /** Candidates come first, in the order of their versions: events list comparisons in this order. */
    private static final Comparator<ArmKey> ORDER =
            Comparator.comparing(ArmKey::arm).reversed().thenComparing(ArmKey::candidate);

    public ArmKey {
        if ((arm == Arm.CANDIDATE) == candidate.isEmpty()) {
            throw new IllegalArgumentException("a candidate has a version, another arm has none: " + arm);
        }
    }

    static ArmKey ofCandidate(String version) {
        return new ArmKey(Arm.CANDIDATE, version);
    }

    /** The version that the arm belongs to. */
    String version(String champion) {
        return arm == Arm.CANDIDATE ? candidate : champion;
    }

    /** The arm with which it is compared. */
    Arm baseline() {
        return arm == Arm.CANDIDATE ? Arm.CORRECTED : Arm.ORIGINAL;
    }

    /** Its form in stored tallies. */
    String text() {
        return arm == Arm.CANDIDATE ? CANDIDATE + candidate : arm.text();
    }

    static ArmKey ofText(String text) {
        if (text.startsWith(CANDIDATE)) {
            return ofCandidate(text.substring(CANDIDATE.length()));
        }
        if (Arm.ORIGINAL.is(text)) {
            return ORIGINAL;
        }
        if (Arm.CORRECTED.is(text)) {
            return CORRECTED;
        }
        throw new IllegalArgumentException("no arm: " + text);
    }

    @Override
    public int compareTo(ArmKey other) {
        return ORDER.compare(this, other);
    }
}
