package dev.pentimento.dashboard;

import dev.pentimento.dashboard.images.EmbeddingSource;
import dev.pentimento.dashboard.images.MapPoint;
import dev.pentimento.events.AccuracyEstimate;
import dev.pentimento.events.AlarmState;
import dev.pentimento.events.Arm;
import dev.pentimento.events.ArmQuality;
import dev.pentimento.events.Artifact;
import dev.pentimento.events.CalibrationBin;
import dev.pentimento.events.ClassShare;
import dev.pentimento.events.CommandAnswer;
import dev.pentimento.events.CommandKind;
import dev.pentimento.events.Comparison;
import dev.pentimento.events.ComponentDrift;
import dev.pentimento.events.DeadLetter;
import dev.pentimento.events.DeadLetterReason;
import dev.pentimento.events.DriftAlarm;
import dev.pentimento.events.DriftMeasure;
import dev.pentimento.events.DriftWindow;
import dev.pentimento.events.EmbeddingPosition;
import dev.pentimento.events.Image;
import dev.pentimento.events.InputShape;
import dev.pentimento.events.ModelCommand;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Opinion;
import dev.pentimento.events.Outcome;
import dev.pentimento.events.Prediction;
import dev.pentimento.events.QualityWindow;
import dev.pentimento.events.RecordPosition;
import dev.pentimento.events.Slice;
import dev.pentimento.events.Stage;
import dev.pentimento.events.TrainingEpoch;
import dev.pentimento.events.Verdict;
import dev.pentimento.schemas.GeneratedClasses;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.apache.avro.specific.SpecificRecord;

/** Events of a stream whose input drifts part-way, and whose second champion corrects it. */
public final class StreamStory {
    public static final List<String> CLASSES = List.of("shirt", "trouser", "coat", "dress", "sandal");
    public static final String FIRST = "0a1b2c3d4e5f";
    public static final String SECOND = "5f4e3d2c1b0a";
    public static final String THIRD = "c0ffee000001";
    public static final String ENCODER = "e".repeat(64);
    public static final Instant BEGIN = Instant.parse("2026-11-23T08:00:00Z");
    public static final Duration WINDOW = Duration.ofMinutes(1);

    static {
        GeneratedClasses.trust();
    }

    private final Random random = new Random(42);

    public ModelVersion version(String id, Stage stage, String parent, boolean correction) {
        Artifact file = Artifact.newBuilder()
                .setSha256(ENCODER)
                .setBytes(10)
                .setParts(1)
                .setFormat("safetensors")
                .build();
        return ModelVersion.newBuilder()
                .setVersion(id)
                .setStage(stage)
                .setStageReason(stage == Stage.CHAMPION ? "it helps" : "published")
                .setStageChangedAt(id.equals(SECOND) ? BEGIN.plus(WINDOW.multipliedBy(60)) : BEGIN)
                .setParent(parent)
                .setCreatedAt(BEGIN)
                .setClasses(CLASSES)
                .setInput(InputShape.newBuilder()
                        .setChannels(1)
                        .setHeight(28)
                        .setWidth(28)
                        .setMean(List.of(0.5f))
                        .setStandardDeviation(List.of(0.5f))
                        .build())
                .setDimensions(16)
                .setEncoderFile(file)
                .setClassifierFile(file)
                .setCorrectionFile(correction ? file : null)
                .setReferenceFile(file)
                .setReplayFile(file)
                .setTrigger(parent == null ? "initial" : "drift alarm-1")
                .setRecipe(Map.of("epochs", "12", "loss", "triplet"))
                .setDataFingerprint("d".repeat(64))
                .setSeed(7)
                .setDevice("cpu")
                .setTrainedSeconds(41.5)
                .setValidation(Map.of(
                        "original.accuracy", 0.92,
                        "original.balanced_accuracy", 0.91,
                        "corrected.accuracy", 0.94,
                        "corrected.balanced_accuracy", 0.93))
                .setTrainingReport(IntStream.rangeClosed(1, 12)
                        .mapToObj(epoch -> new TrainingEpoch(
                                epoch < 7 ? "encoder" : "correction", (epoch - 1) % 6 + 1, 6, 1.0 / epoch, 1.1 / epoch))
                        .toList())
                .build();
    }

    public Prediction prediction(int number, Instant at, boolean moved) {
        int truth = number % CLASSES.size();
        double angle = 2 * Math.PI * truth / CLASSES.size();
        float x = (float) (3 * Math.cos(angle) + random.nextGaussian());
        float y = (float) (3 * Math.sin(angle) + random.nextGaussian());
        float shift = moved ? 2.5f : 0;
        int original = random.nextDouble() < (moved ? 0.7 : 0.92) ? truth : random.nextInt(CLASSES.size());
        int corrected = random.nextDouble() < 0.85 ? truth : original;
        return Prediction.newBuilder()
                .setImageId("image-" + number)
                .setModelVersion(moved ? SECOND : FIRST)
                .setEncoderId(ENCODER)
                .setOriginal(opinion(original))
                .setCorrected(opinion(corrected))
                .setCandidates(List.of())
                .setSource(number % 3 == 0 ? "scanner-b" : "scanner-a")
                .setImage(position(number))
                .setEmbedding(EmbeddingPosition.newBuilder()
                        .setPartition(number % 4)
                        .setOffset(number)
                        .setIndex(0)
                        .build())
                .setImageTimestamp(at)
                .setCapturedAt(null)
                .setEmbeddedAt(at)
                .setPredictedAt(at)
                .setDisplacement(moved ? 0.8f : 0.1f)
                .setMapOriginal(List.of(x + shift, y + shift / 2))
                .setMapCorrected(List.of(x + shift / 5, y))
                .build();
    }

    public Outcome outcome(Prediction prediction, String label) {
        return Outcome.newBuilder()
                .setImageId(prediction.getImageId())
                .setLabel(label)
                .setLabelRevision(1)
                .setPreviousLabel(null)
                .setLabelledAt(prediction.getImageTimestamp())
                .setModelVersion(prediction.getModelVersion())
                .setEncoderId(prediction.getEncoderId())
                .setOriginal(prediction.getOriginal())
                .setCorrected(prediction.getCorrected())
                .setCandidates(List.of())
                .setSource(prediction.getSource())
                .setImage(prediction.getImage())
                .setEmbedding(prediction.getEmbedding())
                .setImageTimestamp(prediction.getImageTimestamp())
                .setCapturedAt(null)
                .build();
    }

    public static String truth(int number) {
        return CLASSES.get(number % CLASSES.size());
    }

    /** @param number none: since the version began */
    public QualityWindow quality(String version, Integer number, double original, double corrected, String candidate) {
        List<ArmQuality> arms =
                new ArrayList<>(List.of(arm(Arm.ORIGINAL, version, original), arm(Arm.CORRECTED, version, corrected)));
        List<Comparison> comparisons = new ArrayList<>(
                List.of(comparison(Arm.ORIGINAL, version, Arm.CORRECTED, version, corrected - original)));
        if (candidate != null) {
            arms.add(arm(Arm.CANDIDATE, candidate, corrected + 0.03));
            comparisons.add(comparison(Arm.CORRECTED, version, Arm.CANDIDATE, candidate, 0.03));
        }
        Instant start = number == null ? null : BEGIN.plus(WINDOW.multipliedBy(number));
        return QualityWindow.newBuilder()
                .setModelVersion(version)
                .setSlice(Slice.ALL.text())
                .setWindowStart(start)
                .setWindowEnd(start == null ? null : start.plus(WINDOW))
                .setRevision(1)
                .setImages(number == null ? 9_400 : 120)
                .setLabelled(number == null ? 3_120 : 40)
                .setClasses(CLASSES)
                .setArms(arms)
                .setComparisons(comparisons)
                .build();
    }

    public DriftWindow drift(int number, double level, AlarmState alarm) {
        Instant start = BEGIN.plus(WINDOW.multipliedBy(number));
        Instant raised = BEGIN.plus(WINDOW.multipliedBy(45));
        return DriftWindow.newBuilder()
                .setEncoderId(ENCODER)
                .setModelVersion(FIRST)
                .setReferenceId(ENCODER)
                .setSlice(Slice.ALL.text())
                .setWindowStart(start)
                .setWindowEnd(start.plus(WINDOW))
                .setRevision(1)
                .setImages(120)
                .setSampledShare(level > 0.5 ? 0.25 : 1)
                .setMeasures(List.of(
                        measure("mean_shift_cosine", 0.02 + 0.3 * level, 0.08),
                        measure("maximum_mean_discrepancy", 0.01 + 0.1 * level, 0.03),
                        measure("frechet", 1.1 + 9 * level, 2.9),
                        measure("class_total_variation", 0.05 + 0.1 * level, null)))
                .setEvidence(Math.exp(1 + 14 * level + random.nextDouble()))
                .setRunLength(100_000)
                .setImagesSinceReference(120L * number)
                .setEstimate(new AccuracyEstimate(
                        120L,
                        0.9 - 0.1 * level,
                        0.88 - 0.3 * level,
                        Math.min(1, 0.92 + 0.1 * level),
                        0.91,
                        level > 0.5,
                        level > 0.5 ? "an alarm stands" : null))
                .setMovedComponents(level > 0.5 ? List.of("component 3", "component 1") : List.of())
                .setComponents(IntStream.rangeClosed(1, 4)
                        .mapToObj(i -> new ComponentDrift(
                                "component " + i,
                                0.03 * i + (i % 2 == 1 ? 0.3 * level : 0),
                                0.02 * i + (i % 2 == 1 ? level : 0),
                                i % 2 == 1 && level > 0.5))
                        .toList())
                .setClassShares(IntStream.range(0, CLASSES.size())
                        .mapToObj(i -> new ClassShare(CLASSES.get(i), 0.2, 0.2 + (i < 2 ? 0.05 - 0.1 * i : 0) * level))
                        .toList())
                .setAlarm(alarm == null ? null : alarm(alarm, raised))
                .build();
    }

    private static DriftAlarm alarm(AlarmState state, Instant raised) {
        return DriftAlarm.newBuilder()
                .setId("alarm-1")
                .setState(state)
                .setRaisedAt(raised)
                .setRaisedAtImage(5_400)
                .setStartedAt(raised.minus(WINDOW.multipliedBy(4)))
                .setStartedAtImage(4_900)
                .setScores(List.of("component 3", "confidence"))
                .setClasses(List.of("coat", "shirt"))
                .setSources(List.of("scanner-b"))
                .setExampleImageIds(List.of("image-96", "image-97", "image-4901"))
                .setResolvedAt(state == AlarmState.RESOLVED ? raised.plus(WINDOW.multipliedBy(25)) : null)
                .build();
    }

    public DeadLetter deadLetter(int offset, DeadLetterReason reason) {
        return DeadLetter.newBuilder()
                .setTopic("images")
                .setPartition(1)
                .setOffset(offset)
                .setTimestamp(BEGIN.plusSeconds(offset))
                .setService("embedding")
                .setReason(reason)
                .setDetail("=the bytes are no image that is read here")
                .setSha256("f".repeat(64))
                .setSize(512)
                .setContent(null)
                .build();
    }

    public ModelCommand command(String id, Boolean accepted) {
        return ModelCommand.newBuilder()
                .setId(id)
                .setKind(CommandKind.PROMOTE)
                .setVersion(SECOND)
                .setReason("looks good")
                .setRequestedBy("dashboard")
                .setRequestedAt(BEGIN)
                .setAnswer(
                        accepted == null
                                ? null
                                : CommandAnswer.newBuilder()
                                        .setAccepted(accepted)
                                        .setDetail(accepted ? "promoted" : "it hurts")
                                        .setAnsweredAt(BEGIN.plusSeconds(2))
                                        .build())
                .build();
    }

    public Image image(int number) {
        BufferedImage picture = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
        var graphics = picture.createGraphics();
        graphics.setColor(Color.LIGHT_GRAY);
        graphics.fillOval(4 + number % 5, 4, 18, 20);
        graphics.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Image.newBuilder()
                .setId("image-" + number)
                .setContent(ByteBuffer.wrap(bytes.toByteArray()))
                .setUri(null)
                .setContentType("image/png")
                .setCapturedAt(null)
                .setSource(null)
                .build();
    }

    /** The whole story: 90 windows, drift from the 41st on, an alarm at the 45th, another champion at the 60th. */
    public List<SpecificRecord> all(int images) {
        List<SpecificRecord> events = new ArrayList<>();
        events.addAll(registered());
        events.addAll(windows(0, 90));
        events.add(quality(FIRST, null, 0.87, 0.88, null));
        events.addAll(promoted());
        for (int number = 0; number < images; number++) {
            events.addAll(judged(number, BEGIN.plusSeconds(number), number > images / 2));
        }
        return events;
    }

    /** The first chapter: all is well, and what the correction does is not decided. */
    public List<SpecificRecord> clean(int images) {
        List<SpecificRecord> events = new ArrayList<>(registered());
        events.addAll(windows(0, 40));
        events.add(quality(FIRST, null, 0.902, 0.905, null));
        for (int number = 0; number < images; number++) {
            events.addAll(judged(number, BEGIN.plus(WINDOW.multipliedBy(40L * number / images)), false));
        }
        return events;
    }

    /** The second: the input moves, and an alarm says so. */
    public List<SpecificRecord> drifting(int from, int images) {
        List<SpecificRecord> events = new ArrayList<>(windows(40, 60));
        events.add(quality(FIRST, null, 0.83, 0.832, SECOND));
        for (int number = from; number < from + images; number++) {
            events.addAll(judged(number, BEGIN.plus(WINDOW.multipliedBy(40 + 20L * (number - from) / images)), true));
        }
        return events;
    }

    /** The third: another champion corrects it. */
    public List<SpecificRecord> recovered() {
        List<SpecificRecord> events = new ArrayList<>(windows(60, 90));
        events.addAll(promoted());
        return events;
    }

    private List<SpecificRecord> registered() {
        return List.of(version(FIRST, Stage.CHAMPION, null, true), version(SECOND, Stage.CANDIDATE, FIRST, true));
    }

    private List<SpecificRecord> windows(int from, int to) {
        List<SpecificRecord> events = new ArrayList<>();
        for (int number = from; number < to; number++) {
            boolean moved = number > 40;
            double original = 0.9 - (moved ? 0.16 : 0) + 0.03 * random.nextGaussian();
            double corrected = (number < 60 ? original + 0.01 : 0.87) + 0.02 * random.nextGaussian();
            boolean shadow = number > 48 && number < 60;
            events.add(quality(number < 60 ? FIRST : SECOND, number, original, corrected, shadow ? SECOND : null));
            double level = moved && number < 72 ? Math.min(1, (number - 40) / 8.0) : 0.05 * random.nextDouble();
            events.add(
                    drift(number, level, number < 45 ? null : number < 70 ? AlarmState.RAISED : AlarmState.RESOLVED));
        }
        return events;
    }

    private List<SpecificRecord> promoted() {
        List<SpecificRecord> events = new ArrayList<>();
        events.add(version(FIRST, Stage.RETIRED, null, true));
        events.add(version(SECOND, Stage.CHAMPION, FIRST, true));
        events.add(version(THIRD, Stage.CANDIDATE, SECOND, true));
        events.add(version("c0ffee000002", Stage.REJECTED, FIRST, false));
        events.add(quality(SECOND, null, 0.803, 0.824, THIRD));
        events.add(command("one", true));
        events.add(command("two", false));
        events.add(command("three", null));
        for (int offset = 0; offset < 14; offset++) {
            events.add(deadLetter(
                    offset, offset % 3 == 0 ? DeadLetterReason.MISSING_CONTENT : DeadLetterReason.UNDECODABLE_IMAGE));
        }
        return events;
    }

    /** A prediction, and for every other image its label. */
    private List<SpecificRecord> judged(int number, Instant at, boolean moved) {
        Prediction prediction = prediction(number, at, moved);
        return number % 2 == 0 ? List.of(prediction, outcome(prediction, truth(number))) : List.of(prediction);
    }

    /** Places and vectors of the same clusters as the predictions. */
    public EmbeddingSource embeddings() {
        return new EmbeddingSource() {
            private final Random chance = new Random(7);

            @Override
            public List<Placed> reference(ModelVersion version) {
                return IntStream.range(0, 400).mapToObj(this::placed).toList();
            }

            private Placed placed(int number) {
                double angle = 2 * Math.PI * (number % CLASSES.size()) / CLASSES.size();
                return new Placed(truth(number), (float) (3 * Math.cos(angle) + chance.nextGaussian()), (float)
                        (3 * Math.sin(angle) + chance.nextGaussian()));
            }

            @Override
            public Sample sample(ModelVersion version, List<MapPoint> points) {
                List<Row> rows = new ArrayList<>();
                for (Arm arm : List.of(Arm.ORIGINAL, Arm.CORRECTED)) {
                    for (MapPoint point : points) {
                        rows.add(new Row(
                                point.imageId(), point.partition(), point.offset(), arm, vector(point.offset(), arm)));
                    }
                }
                return new Sample(4, rows);
            }

            private List<Float> vector(long number, Arm arm) {
                float spread = arm == Arm.CORRECTED ? 0.3f : 1;
                return IntStream.range(0, 4)
                        .mapToObj(
                                i -> 3f * ((number % CLASSES.size()) >> i & 1) + spread * (float) chance.nextGaussian())
                        .toList();
            }
        };
    }

    private static RecordPosition position(int number) {
        return RecordPosition.newBuilder()
                .setPartition(number % 4)
                .setOffset(number)
                .build();
    }

    private static Opinion opinion(int label) {
        return Opinion.newBuilder()
                .setLabel(CLASSES.get(label))
                .setConfidence(0.8f)
                .setProbabilities(List.of(0.05f, 0.05f, 0.05f, 0.05f, 0.8f))
                .build();
    }

    private static DriftMeasure measure(String name, double value, Double threshold) {
        return DriftMeasure.newBuilder()
                .setName(name)
                .setValue(value)
                .setThreshold(threshold)
                .setExceeded(threshold != null && value > threshold)
                .build();
    }

    private static ArmQuality arm(Arm arm, String version, double accuracy) {
        int classes = CLASSES.size();
        List<Long> confusion = new ArrayList<>();
        for (int cell = 0; cell < classes * classes; cell++) {
            long right = Math.round(624 * (accuracy - 0.01));
            confusion.add(cell / classes == cell % classes ? right : (624 - right) / (classes - 1));
        }
        return ArmQuality.newBuilder()
                .setArm(arm.text())
                .setModelVersion(version)
                .setLabelled(3_120)
                .setConfusion(confusion)
                .setAccuracy(accuracy)
                .setBalancedAccuracy(accuracy - 0.01)
                .setMacroF1(accuracy - 0.02)
                .setWeightedF1(accuracy)
                .setPrecision(List.of(accuracy, accuracy, accuracy, accuracy, accuracy))
                .setRecall(List.of(accuracy, accuracy, accuracy, accuracy, accuracy))
                .setLogLoss(1 - accuracy)
                .setBrierScore(1 - accuracy)
                .setCalibrationError(0.04)
                .setCalibration(List.of(
                        new CalibrationBin(200L, 90L, 0.5),
                        new CalibrationBin(800L, 600L, 0.8),
                        new CalibrationBin(2_120L, 2_000L, 0.97)))
                .build();
    }

    public static Comparison comparison(
            Arm baseline, String baselineVersion, Arm challenger, String challengerVersion, double difference) {
        return Comparison.newBuilder()
                .setBaseline(baseline.text())
                .setBaselineVersion(baselineVersion)
                .setChallenger(challenger.text())
                .setChallengerVersion(challengerVersion)
                .setLabelled(3_120)
                .setHelped(161)
                .setHurt(95)
                .setFlips(402)
                .setCompared(9_400)
                .setDifference(difference)
                .setLower(difference - 0.012)
                .setUpper(difference + 0.013)
                .setLevel(0.05)
                .setMargin(0.005)
                .setLogEvidenceHelps(4.1)
                .setLogEvidenceHurts(-2)
                .setVerdict(difference > 0.012 ? Verdict.HELPS : Verdict.UNDECIDED)
                .setLabelsNeeded(null)
                .setLabelledByClass(List.of(624L, 624L, 624L, 624L, 624L))
                .setHelpedByClass(List.of(100L, 30L, 20L, 6L, 5L))
                .setHurtByClass(List.of(5L, 10L, 20L, 40L, 20L))
                .build();
    }
}
