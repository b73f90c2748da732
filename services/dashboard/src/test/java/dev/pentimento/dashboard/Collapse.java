package dev.pentimento.dashboard;

import dev.pentimento.events.AccuracyEstimate;
import dev.pentimento.events.AlarmState;
import dev.pentimento.events.Arm;
import dev.pentimento.events.ArmQuality;
import dev.pentimento.events.ClassShare;
import dev.pentimento.events.DriftAlarm;
import dev.pentimento.events.DriftWindow;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.QualityWindow;
import dev.pentimento.events.Slice;
import dev.pentimento.events.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/**
 * A model without a correction that was right on 87 % of the images, and on 36 % after the input moved. Every figure is
 * counted: the fixture keeps the tallies as the evaluation would.
 */
public final class Collapse {
    public static final Duration WINDOW = Duration.ofMinutes(1);
    public static final Instant BEGIN = StreamStory.BEGIN;
    /** The window in which the input moves. */
    public static final int FALL = 90;

    private static final int CLASSES = StreamStory.CLASSES.size();
    private static final int IMAGES = 500;

    private final StreamStory story = new StreamStory();
    private long right;
    private long labels;
    private long images;

    /** The champion, which was right on 89 % at training. */
    public ModelVersion champion() {
        return ModelVersion.newBuilder(story.version(StreamStory.FIRST, Stage.CHAMPION, null, false))
                .setValidation(Map.of("original.accuracy", 0.89, "original.balanced_accuracy", 0.885))
                .build();
    }

    /** Windows with all their labels, and the total so far. */
    public List<SpecificRecord> labelled(int from, int to, double accuracy) {
        List<SpecificRecord> events = new ArrayList<>();
        for (int number = from; number < to; number++) {
            events.add(window(number, IMAGES, accuracy));
        }
        events.add(total());
        return events;
    }

    /** Windows whose labels have not come. */
    public List<SpecificRecord> unlabelled(int from, int to) {
        List<SpecificRecord> events = new ArrayList<>();
        for (int number = from; number < to; number++) {
            events.add(window(number, 0, 0));
        }
        events.add(total());
        return events;
    }

    /** One window of 500 images, of which this many have labels. */
    public QualityWindow window(int number, int labelled, double accuracy) {
        Instant start = BEGIN.plus(WINDOW.multipliedBy(number));
        long correct = Math.round(labelled * accuracy);
        right += correct;
        labels += labelled;
        images += IMAGES;
        return quality(start, IMAGES, labelled, correct);
    }

    private QualityWindow total() {
        return quality(null, images, labels, right);
    }

    private static QualityWindow quality(Instant start, long images, long labels, long right) {
        return QualityWindow.newBuilder()
                .setModelVersion(StreamStory.FIRST)
                .setSlice(Slice.ALL.text())
                .setWindowStart(start)
                .setWindowEnd(start == null ? null : start.plus(WINDOW))
                .setRevision(1)
                .setImages(images)
                .setLabelled(labels)
                .setClasses(StreamStory.CLASSES)
                .setArms(List.of(arm(Arm.ORIGINAL, labels, right), arm(Arm.CORRECTED, labels, right)))
                .setComparisons(List.of())
                .build();
    }

    private static ArmQuality arm(Arm arm, long labels, long right) {
        List<Long> confusion = new ArrayList<>();
        for (int truth = 0; truth < CLASSES; truth++) {
            long all = labels / CLASSES + (truth < labels % CLASSES ? 1 : 0);
            long correct = right / CLASSES + (truth < right % CLASSES ? 1 : 0);
            for (int predicted = 0; predicted < CLASSES; predicted++) {
                confusion.add(predicted == truth ? correct : predicted == (truth + 1) % CLASSES ? all - correct : 0L);
            }
        }
        Double accuracy = labels == 0 ? null : (double) right / labels;
        return ArmQuality.newBuilder()
                .setArm(arm.text())
                .setModelVersion(StreamStory.FIRST)
                .setLabelled(labels)
                .setConfusion(confusion)
                .setAccuracy(accuracy)
                .setBalancedAccuracy(accuracy)
                .setMacroF1(accuracy)
                .setWeightedF1(accuracy)
                .setPrecision(List.of())
                .setRecall(List.of())
                .setLogLoss(null)
                .setBrierScore(null)
                .setCalibrationError(null)
                .setCalibration(List.of())
                .build();
    }

    /**
     * A window of drift, with an estimate that is 67 % while the truth is 36 %.
     *
     * @param moved whether an alarm is open
     */
    public DriftWindow drift(int number, boolean moved) {
        Instant raised = BEGIN.plus(WINDOW.multipliedBy(FALL));
        return DriftWindow.newBuilder(story.drift(number, moved ? 1 : 0, null))
                .setModelVersion(StreamStory.FIRST)
                .setEstimate(
                        moved
                                ? new AccuracyEstimate(500L, 0.67, 0.2, 1.0, 0.89, true, "an alarm is open")
                                : new AccuracyEstimate(500L, 0.88, 0.85, 0.91, 0.89, false, null))
                .setClassShares(List.of(
                        new ClassShare("shirt", 0.2, moved ? 0.61 : 0.2),
                        new ClassShare("trouser", 0.2, moved ? 0.03 : 0.2),
                        new ClassShare("coat", 0.2, moved ? 0.12 : 0.2)))
                .setAlarm(moved ? alarm("alarm-1", raised) : null)
                .build();
    }

    private static DriftAlarm alarm(String id, Instant raised) {
        return DriftAlarm.newBuilder()
                .setId(id)
                .setState(AlarmState.RAISED)
                .setRaisedAt(raised)
                .setRaisedAtImage(45_320)
                .setStartedAt(raised)
                .setStartedAtImage(45_000)
                .setOnsetEarliestImage(44_900)
                .setOnsetLatestImage(45_100)
                .setScores(List.of("component 5", "confidence"))
                .setClasses(List.of("shirt", "trouser"))
                .setSources(List.of())
                .setExampleImageIds(List.of())
                .setSize(0.62)
                .setResolvedAt(null)
                .build();
    }
}
