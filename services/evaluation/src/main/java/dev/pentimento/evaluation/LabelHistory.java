package dev.pentimento.evaluation;

import dev.pentimento.events.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The labels that images have met, as outcomes tell them: of each image the first one and the one that it has now. */
final class LabelHistory {
    private static final Labels NONE = new Labels(0, ImageState.UNLABELLED, ImageState.UNLABELLED);

    private final List<String> classes;
    private final Map<Position, Labels> byImage = new HashMap<>();
    private long unknown;

    /** @param classes of the version that is judged */
    LabelHistory(List<String> classes) {
        this.classes = classes;
    }

    /** Where an image stands in {@code images}: ids may come again, positions do not. */
    private record Position(int partition, long offset) {}

    /**
     * @param revision of the latest outcome
     * @param first index of the first label's class, which is evidence
     * @param now index of the present label's class
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
        int label = outcome.getLabel() == null ? ImageState.UNLABELLED : classes.indexOf(outcome.getLabel());
        if (outcome.getLabel() != null && label < 0) {
            unknown++; // the stream would refuse it, and leave the image as it is
            byImage.put(position, new Labels(revision, before.first(), before.now()));
            return;
        }
        int first = before.first() == ImageState.UNLABELLED ? label : before.first();
        byImage.put(position, new Labels(revision, first, label));
    }

    Labels of(JudgedImage image) {
        Position position =
                new Position(image.image().getPartition(), image.image().getOffset());
        return byImage.getOrDefault(position, NONE);
    }

    /** Labels of classes that the version does not know. */
    long unknown() {
        return unknown;
    }
}
