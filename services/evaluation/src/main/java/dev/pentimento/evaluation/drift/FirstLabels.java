package dev.pentimento.evaluation.drift;

import dev.pentimento.evaluation.state.Packer;
import dev.pentimento.evaluation.state.Unpacker;
import dev.pentimento.evaluation.state.VersionedFormat;
import java.util.List;

/** The first labels of images, from the join: how often the original opinion was right. */
public record FirstLabels(List<OfWindow> windows) implements DriftInput {
    /** Other than that of the counts in the same topic, so that a release that does not know labels drops them. */
    static final int FORMAT_NUMBER = VersionedFormat.FIRST + 2;

    /** The bytes that {@link DriftInput#FORMAT} reads. */
    public static final VersionedFormat<FirstLabels> FORMAT =
            VersionedFormat.of(FORMAT_NUMBER, FirstLabels::write, FirstLabels::read);

    public FirstLabels {
        windows = List.copyOf(windows);
    }

    /**
     * The labels of one champion's images in one window.
     *
     * @param right those with a right original opinion
     */
    public record OfWindow(String version, long windowStartMillis, long labelled, long right) {}

    private void write(Packer packer) {
        packer.list(
                windows,
                (window, to) -> to.text(window.version())
                        .number(window.windowStartMillis())
                        .number(window.labelled())
                        .number(window.right()));
    }

    static FirstLabels read(Unpacker unpacker) {
        return new FirstLabels(
                unpacker.list(from -> new OfWindow(from.text(), from.number(), from.number(), from.number())));
    }
}
