package dev.pentimento.evaluation.quality;

import dev.pentimento.statistics.requests.Drawing;
import java.util.Comparator;

/** An arm on the images that were drawn for a label in the same way. */
record DrawnArm(ArmKey arm, Drawing drawing) implements Comparable<DrawnArm> {
    private static final String DRAWN = "drawn:";
    private static final String END = ":";
    private static final Comparator<DrawnArm> ORDER =
            Comparator.comparing(DrawnArm::arm).thenComparing(DrawnArm::drawing);

    /** Its form in stored tallies. No arm's form looks like it, so a release without requests does not misread it. */
    String text() {
        return DRAWN + drawing.text() + END + arm.text();
    }

    static boolean matches(String text) {
        return text.startsWith(DRAWN);
    }

    static DrawnArm ofText(String text) {
        int end = text.indexOf(END, DRAWN.length());
        if (end < 0) {
            throw new IllegalArgumentException("no arm of drawn images: " + text);
        }
        return new DrawnArm(
                ArmKey.ofText(text.substring(end + END.length())), Drawing.ofText(text.substring(DRAWN.length(), end)));
    }

    @Override
    public int compareTo(DrawnArm other) {
        return ORDER.compare(this, other);
    }
}
