package dev.pentimento.evaluation.replay;

import dev.pentimento.events.LabelUse;
import dev.pentimento.events.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The labels that were joined to images, read from outcomes: for each image, the first label and the current one. Labels
 * that answer requests are left out while an image has no other: which images they are of depends on the versions that
 * answered then, and not on the one that is judged now.
 */
final class LabelHistory {
    static final int UNLABELLED = -1;

    private static final Labels NONE = new Labels(0, UNLABELLED, UNLABELLED);

    private final List<String> classes;
    private final Map<Position, Labels> byImage = new HashMap<>();
    private long unknown;

    /** @param classes of the version that is judged */
    LabelHistory(List<String> classes) {
        this.classes = classes;
    }

    /** The position of an image in {@code images}: ids may be repeated, positions are unique. */
    private record Position(int partition, long offset) {}

    /**
     * @param revision of the latest outcome
     * @param first index of the first label's class, which is evidence; {@link #UNLABELLED}: none
     * @param now index of the current label's class, likewise
     */
    record Labels(int revision, int first, int now) {}

    void add(Outcome outcome) {
        Position position = new Position(
                outcome.getImage().getPartition(), outcome.getImage().getOffset());
        Labels before = byImage.getOrDefault(position, NONE);
        int revision = outcome.getLabelRevision();
        if (revision <= before.revision()) {
            return;
        }
        int label = outcome.getLabel() == null ? UNLABELLED : classes.indexOf(outcome.getLabel());
        if (outcome.getLabel() != null && label < 0) {
            unknown++; // the stream would refuse it, and leave the image as it is
            byImage.put(position, new Labels(revision, before.first(), before.now()));
            return;
        }
        if (outcome.getLabelUse() == LabelUse.REQUESTED && before.first() == UNLABELLED) {
            byImage.put(position, new Labels(revision, UNLABELLED, UNLABELLED));
            return;
        }
        int first = before.first() == UNLABELLED ? label : before.first();
        byImage.put(position, new Labels(revision, first, label));
    }

    Labels of(int partition, long offset) {
        return byImage.getOrDefault(new Position(partition, offset), NONE);
    }

    /** Number of labels of classes that the version does not know. */
    long unknown() {
        return unknown;
    }
}
