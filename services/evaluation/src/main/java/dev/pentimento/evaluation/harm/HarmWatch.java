package dev.pentimento.evaluation.harm;

import dev.pentimento.statistics.estimate.EstimateSums.Estimate;
import dev.pentimento.statistics.harm.HarmDetector;
import dev.pentimento.statistics.harm.HarmDetector.Event;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Watches whether the original opinions of one reference do harm. It passes labels to a {@link HarmDetector}, and the end of
 * each window while a drift alarm or an alarm of harm is open. All of it follows from the order of one log. Not thread-safe.
 *
 * <p>When an alarm is raised or resolved, the bets continue with the images from then on: late labels of earlier images would
 * otherwise raise an alarm twice for one loss, or resolve it while the loss goes on.
 */
public final class HarmWatch {
    private static final long NO_WINDOW = Long.MIN_VALUE;

    /** The open drift alarm over all images. */
    public record OpenDrift(long number, long startedMillis) {}

    /** Estimates accuracy without labels. */
    @FunctionalInterface
    public interface Estimates {
        /**
         * Of the latest windows, of those that begin from {@code fromMillis} to {@code lastWindow}; null if there is no
         * estimate.
         */
        @Nullable
        Estimate of(String encoderId, long fromMillis, long lastWindow);
    }

    private final double heldOut;
    private final long windowMillis;
    private final HarmDetector detector;
    private final List<String> versions = new ArrayList<>();
    private String encoderId = "";
    private long latestWindow = NO_WINDOW;
    private long latestMillis;
    private long drift;
    private long presentFrom = NO_WINDOW;
    private long betsFrom = NO_WINDOW;
    private long raisedMillis;
    private long resolvedMillis = StoredHarm.STANDS;

    private HarmWatch(double heldOut, long windowMillis, HarmDetector detector) {
        this.heldOut = heldOut;
        this.windowMillis = windowMillis;
        this.detector = detector;
    }

    /** @return null if accuracy cannot fall by the margin */
    public static @Nullable HarmWatch of(HarmSettings settings, long windowMillis, double heldOut) {
        double limit = heldOut - settings.margin();
        return limit > 0 && limit < 1
                ? new HarmWatch(heldOut, windowMillis, new HarmDetector(limit, settings.runLength()))
                : null;
    }

    /** @return null if accuracy cannot fall by the margin */
    public static @Nullable HarmWatch restore(HarmSettings settings, long windowMillis, StoredHarm stored) {
        double limit = stored.heldOut() - settings.margin();
        if (!(limit > 0 && limit < 1)) {
            return null;
        }
        HarmWatch watch = new HarmWatch(
                stored.heldOut(), windowMillis, HarmDetector.restore(limit, settings.runLength(), stored.detector()));
        watch.versions.addAll(stored.versions());
        watch.encoderId = stored.encoderId();
        watch.latestWindow = stored.latestWindow();
        watch.latestMillis = stored.latestMillis();
        watch.drift = stored.drift();
        watch.presentFrom = stored.presentFrom();
        watch.betsFrom = stored.betsFrom();
        watch.raisedMillis = stored.raisedMillis();
        watch.resolvedMillis = stored.resolvedMillis();
        return watch;
    }

    public StoredHarm state() {
        return new StoredHarm(
                heldOut,
                versions,
                encoderId,
                latestWindow,
                latestMillis,
                drift,
                presentFrom,
                betsFrom,
                raisedMillis,
                resolvedMillis,
                detector.save());
    }

    /**
     * Images have arrived.
     *
     * @param window start of their latest window
     * @param millis latest timestamp of an image's record
     * @param open the drift alarm after these images; null: none is open
     * @return whether an alarm of harm was raised or resolved
     */
    public boolean images(
            String version, String encoder, long window, long millis, @Nullable OpenDrift open, Estimates estimates) {
        if (!versions.contains(version)) {
            versions.add(version);
        }
        encoderId = encoder;
        latestMillis = Math.max(latestMillis, millis);
        driftIs(open, window);
        boolean ended = latestWindow != NO_WINDOW && window > latestWindow;
        Event event = ended && (drift != 0 || detector.open())
                ? detector.window(estimates.of(encoder, presentFrom, latestWindow))
                : Event.NOTHING;
        latestWindow = Math.max(latestWindow, window);
        return happened(event);
    }

    private void driftIs(@Nullable OpenDrift open, long window) {
        long number = open == null ? 0 : open.number();
        if (number != drift) {
            drift = number;
            presentFrom = open == null ? window + windowMillis : open.startedMillis();
            detector.imagesChanged();
        }
    }

    /**
     * First labels of images of one window.
     *
     * @return whether an alarm of harm was raised or resolved
     */
    public boolean labels(long window, long labelled, long right) {
        if (window >= presentFrom) {
            detector.labelsOfNow(right, labelled);
        }
        return window >= betsFrom && happened(detector.labels(right, labelled));
    }

    private boolean happened(Event event) {
        if (event == Event.NOTHING) {
            return false;
        }
        betsFrom = latestWindow;
        if (event == Event.RAISED) {
            raisedMillis = latestMillis;
            resolvedMillis = StoredHarm.STANDS;
        } else {
            resolvedMillis = latestMillis;
        }
        return true;
    }

    HarmDetector detector() {
        return detector;
    }

    boolean drifted() {
        return drift != 0;
    }

    long raisedMillis() {
        return raisedMillis;
    }

    long resolvedMillis() {
        return resolvedMillis;
    }

    public List<String> versions() {
        return List.copyOf(versions);
    }

    public String encoderId() {
        return encoderId;
    }

    /** Start of the latest window. */
    public long latestWindow() {
        return latestWindow;
    }

    /** Whether an alarm of harm is open. */
    public boolean open() {
        return detector.open();
    }
}
