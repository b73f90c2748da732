package dev.pentimento.dashboard;

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
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;

/** A model of many classes, of which one is taken for its neighbour. Windows have 500 labels each. */
public final class ManyClasses {
    /** The class that is wrong most often. */
    public static final int WORST = 7;

    private static final int LABELS = 500;

    private final StreamStory story = new StreamStory();
    private final Random random;
    private final int classes;
    private final Map<Integer, Long> total = new HashMap<>();
    private long labels;

    public ManyClasses(int classes, long seed) {
        this.classes = classes;
        random = new Random(seed);
    }

    public static String name(int number) {
        return "class " + number;
    }

    private List<String> names() {
        return IntStream.range(0, classes).mapToObj(ManyClasses::name).toList();
    }

    public ModelVersion champion() {
        return ModelVersion.newBuilder(story.version(StreamStory.FIRST, Stage.CHAMPION, null, true))
                .setClasses(names())
                .build();
    }

    /** Windows of quality and drift with an open alarm, a few images, and the total so far. */
    public List<SpecificRecord> windows(int from, int to) {
        List<SpecificRecord> events = new ArrayList<>();
        for (int minute = from; minute < to; minute++) {
            Map<Integer, Long> window = new HashMap<>();
            for (int label = 0; label < LABELS; label++) {
                int truth = label < 10 ? WORST : random.nextInt(classes);
                boolean right = truth != WORST && random.nextDouble() < 0.85;
                window.merge(truth * classes + (right ? truth : (truth + 1) % classes), 1L, Long::sum);
            }
            window.forEach((cell, images) -> total.merge(cell, images, Long::sum));
            labels += LABELS;
            events.add(quality(minute, LABELS, window));
            events.add(drift(minute));
            events.add(story.prediction(minute, start(minute), false));
        }
        events.add(quality(null, labels, Map.copyOf(total)));
        return events;
    }

    private static Instant start(int minute) {
        return StreamStory.BEGIN.plus(StreamStory.WINDOW.multipliedBy(minute));
    }

    private QualityWindow quality(Integer minute, long labelled, Map<Integer, Long> cells) {
        return QualityWindow.newBuilder()
                .setModelVersion(StreamStory.FIRST)
                .setSlice(Slice.ALL.text())
                .setWindowStart(minute == null ? null : start(minute))
                .setWindowEnd(minute == null ? null : start(minute + 1))
                .setRevision(1)
                .setImages(2 * labelled)
                .setLabelled(labelled)
                .setClasses(names())
                .setArms(List.of(arm(Arm.ORIGINAL, labelled, cells), arm(Arm.CORRECTED, labelled, cells)))
                .setComparisons(List.of(
                        StreamStory.comparison(Arm.ORIGINAL, StreamStory.FIRST, Arm.CORRECTED, StreamStory.FIRST, 0)))
                .build();
    }

    private ArmQuality arm(Arm arm, long labelled, Map<Integer, Long> cells) {
        double right = 0;
        for (int c = 0; c < classes; c++) {
            right += cells.getOrDefault(c * classes + c, 0L);
        }
        return ArmQuality.newBuilder()
                .setArm(arm.text())
                .setModelVersion(StreamStory.FIRST)
                .setLabelled(labelled)
                .setConfusion(new Sparse(classes * classes, cells))
                .setAccuracy(right / labelled)
                .setBalancedAccuracy(right / labelled)
                .setMacroF1(right / labelled)
                .setWeightedF1(right / labelled)
                .setPrecision(List.of())
                .setRecall(List.of())
                .setLogLoss(0.5)
                .setBrierScore(0.3)
                .setCalibrationError(0.02)
                .setCalibration(List.of())
                .build();
    }

    /** A matrix that is zero nearly everywhere. */
    private static final class Sparse extends AbstractList<Long> {
        private final int size;
        private final Map<Integer, Long> cells;

        private Sparse(int size, Map<Integer, Long> cells) {
            this.size = size;
            this.cells = cells;
        }

        @Override
        public Long get(int cell) {
            return cells.getOrDefault(cell, 0L);
        }

        @Override
        public int size() {
            return size;
        }
    }

    private DriftWindow drift(int minute) {
        DriftWindow window = story.drift(minute, 1, AlarmState.RAISED);
        return DriftWindow.newBuilder(window)
                .setModelVersion(StreamStory.FIRST)
                .setAlarm(DriftAlarm.newBuilder(window.getAlarm())
                        .setClasses(names().subList(0, 5))
                        .build())
                .setClassShares(names().stream()
                        .map(name -> new ClassShare(name, 1.0 / classes, 2 * random.nextDouble() / classes))
                        .toList())
                .build();
    }
}
