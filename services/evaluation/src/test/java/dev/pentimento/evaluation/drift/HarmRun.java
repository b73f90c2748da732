package dev.pentimento.evaluation.drift;

import dev.pentimento.evaluation.harm.HarmSettings;
import dev.pentimento.evaluation.state.UnreadableState;
import dev.pentimento.evaluation.state.WindowSettings;
import dev.pentimento.events.DriftWindow;
import dev.pentimento.events.Slice;
import dev.pentimento.serving.judges.Reference;
import dev.pentimento.statistics.drift.measures.DriftSums;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;

/** A stream through drift, with windows of so many images. */
public final class HarmRun {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Reference reference;
    private final int windowImages;
    private final DriftState state;
    private final HarmSettings settings;
    private DriftFold fold;
    private long images;
    private long latest;

    /** Starts with nothing stored. */
    public HarmRun(Reference reference, int windowImages, HarmSettings settings) {
        this.reference = reference;
        this.windowImages = windowImages;
        this.settings = settings;
        state = DriftState.inMemory();
        fold = fold();
    }

    private DriftFold fold() {
        WindowSettings windows = new WindowSettings(MINUTE, MINUTE, 0, MINUTE, MINUTE);
        return new DriftFold(
                new DriftSettings(windows, 100_000, settings), state, new UnreadableState(new SimpleMeterRegistry()));
    }

    /** Continues with another fold on the stored state. */
    public void restart() {
        fold = fold();
    }

    private long window() {
        return images / windowImages * MINUTE.toMillis();
    }

    /** A batch of images, and the labels of some of them. */
    public void add(DriftSums sums, long labelled, long right) {
        long window = window();
        latest = window;
        DriftBatch batch = new DriftBatch(
                reference.id(),
                "e1",
                "v1",
                1,
                List.of(new DriftBatch.Group(null, window, sums.toArray(), null, window + 1, List.of("i"))));
        fold.add(batch, reference, 0);
        labels(window, labelled, right);
        images += sums.images();
    }

    /** Labels of images of a window. */
    public void labels(long window, long labelled, long right) {
        if (labelled > 0) {
            fold.add(new FirstLabels(List.of(new FirstLabels.OfWindow("v1", window, labelled, right))));
        }
    }

    /** Whether an alarm of harm is open. */
    public boolean harmful() {
        return fold.harmful(reference).orElseThrow();
    }

    /** The latest window with images. */
    public DriftWindow latest() {
        return fold.revise(new DriftKey(reference.id(), "e1", Slice.ALL, latest), reference)
                .orElseThrow();
    }
}
