package dev.pentimento.cli;

import dev.pentimento.events.AlarmState;
import dev.pentimento.events.ArmQuality;
import dev.pentimento.events.Artifact;
import dev.pentimento.events.Comparison;
import dev.pentimento.events.DeadLetter;
import dev.pentimento.events.DeadLetterReason;
import dev.pentimento.events.DriftAlarm;
import dev.pentimento.events.DriftMeasure;
import dev.pentimento.events.DriftWindow;
import dev.pentimento.events.EmbeddingPosition;
import dev.pentimento.events.InputShape;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Opinion;
import dev.pentimento.events.Outcome;
import dev.pentimento.events.Prediction;
import dev.pentimento.events.QualityWindow;
import dev.pentimento.events.RecordPosition;
import dev.pentimento.events.Stage;
import dev.pentimento.events.Verdict;
import dev.pentimento.schemas.GeneratedClasses;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Events to print. */
public final class Samples {
    static {
        GeneratedClasses.trust(); // building a version reads the defaults of its schema
    }

    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00.250Z");

    private Samples() {}

    public static Opinion opinion(String label, float confidence) {
        return Opinion.newBuilder()
                .setLabel(label)
                .setConfidence(confidence)
                .setProbabilities(List.of(confidence, 1 - confidence))
                .build();
    }

    public static Prediction prediction(String image, Opinion original, Opinion corrected) {
        return Prediction.newBuilder()
                .setImageId(image)
                .setModelVersion("0123456789ab")
                .setEncoderId("e".repeat(64))
                .setOriginal(original)
                .setCorrected(corrected)
                .setCandidates(List.of())
                .setImage(new RecordPosition(1, 7L))
                .setEmbedding(new EmbeddingPosition(1, 3L, 0))
                .setImageTimestamp(NOON)
                .setEmbeddedAt(NOON.plusMillis(20))
                .setPredictedAt(NOON.plusMillis(45))
                .setDisplacement(0.5f)
                .setMapOriginal(List.of())
                .setMapCorrected(List.of())
                .build();
    }

    /** What {@link #prediction} came to when its image was labelled. */
    public static Outcome outcome(String image, String original, String corrected, @Nullable String label) {
        return Outcome.newBuilder()
                .setImageId(image)
                .setLabel(label)
                .setLabelRevision(1)
                .setLabelledAt(NOON)
                .setModelVersion("0123456789ab")
                .setEncoderId("e".repeat(64))
                .setOriginal(opinion(original, 0.6f))
                .setCorrected(opinion(corrected, 0.7f))
                .setCandidates(List.of())
                .setImage(new RecordPosition(1, 7L))
                .setEmbedding(new EmbeddingPosition(1, 3L, 0))
                .setImageTimestamp(NOON)
                .build();
    }

    public static DeadLetter deadLetter(byte[] content) {
        return DeadLetter.newBuilder()
                .setTopic("images")
                .setPartition(2)
                .setOffset(41)
                .setTimestamp(NOON)
                .setService("embedding")
                .setReason(DeadLetterReason.UNDECODABLE_IMAGE)
                .setDetail("not an image:\nunknown format")
                .setSha256("a".repeat(64))
                .setSize(content.length)
                .setContent(ByteBuffer.wrap(content))
                .build();
    }

    public static ModelVersion version(String id, Stage stage, Instant createdAt) {
        return ModelVersion.newBuilder()
                .setVersion(id)
                .setStage(stage)
                .setStageReason("the first one")
                .setStageChangedAt(createdAt)
                .setCreatedAt(createdAt)
                .setClasses(List.of("cat", "dog"))
                .setInput(InputShape.newBuilder()
                        .setChannels(1)
                        .setHeight(28)
                        .setWidth(28)
                        .setMean(List.of(0.5f))
                        .setStandardDeviation(List.of(0.25f))
                        .build())
                .setDimensions(128)
                .setEncoderFile(new Artifact("e".repeat(64), 4000L, 1, "safetensors", List.of()))
                .setClassifierFile(new Artifact("c".repeat(64), 400L, 1, "safetensors", List.of()))
                .setTrigger("initial")
                .setRecipe(Map.of("epochs", "6"))
                .setDataFingerprint("d".repeat(64))
                .setSeed(1)
                .setDevice("cpu")
                .setTrainedSeconds(12.34)
                .setValidation(Map.of("original.balanced_accuracy", 0.9012))
                .build();
    }

    /**
     * A window of 40 labelled images, in which the correction helped 12 and hurt 1.
     *
     * @param start none: since the champion began
     */
    public static QualityWindow quality(
            String slice, @Nullable Instant start, double original, double corrected, Verdict verdict) {
        return QualityWindow.newBuilder()
                .setModelVersion("v")
                .setSlice(slice)
                .setWindowStart(start)
                .setWindowEnd(start == null ? null : start.plusSeconds(60))
                .setRevision(1)
                .setImages(40)
                .setLabelled(40)
                .setClasses(List.of("cat", "dog"))
                .setArms(List.of(arm("original", original), arm("corrected", corrected)))
                .setComparisons(List.of(Comparison.newBuilder()
                        .setBaseline("original")
                        .setBaselineVersion("v")
                        .setChallenger("corrected")
                        .setChallengerVersion("v")
                        .setLabelled(40)
                        .setHelped(12)
                        .setHurt(1)
                        .setFlips(13)
                        .setCompared(40)
                        .setLevel(0.05)
                        .setMargin(0.01)
                        .setLogEvidenceHelps(4)
                        .setLogEvidenceHurts(-1)
                        .setVerdict(verdict)
                        .build()))
                .build();
    }

    /** The same for all images since the champion began, its comparison not decided and changed as {@code how} says. */
    public static QualityWindow undecided(UnaryOperator<Comparison.Builder> how) {
        QualityWindow window = quality("all", null, 0.7, 0.8, Verdict.UNDECIDED);
        Comparison.Builder comparison =
                Comparison.newBuilder(window.getComparisons().get(0));
        return QualityWindow.newBuilder(window)
                .setComparisons(List.of(how.apply(comparison).build()))
                .build();
    }

    private static ArmQuality arm(String name, double accuracy) {
        return ArmQuality.newBuilder()
                .setArm(name)
                .setModelVersion("v")
                .setLabelled(40)
                .setConfusion(List.of(10L, 10L, 10L, 10L))
                .setAccuracy(accuracy)
                .setBalancedAccuracy(accuracy)
                .setPrecision(List.of())
                .setRecall(List.of())
                .build();
    }

    /** @param state of an alarm; none: there was none */
    public static DriftWindow drift(@Nullable AlarmState state) {
        return DriftWindow.newBuilder()
                .setEncoderId("e")
                .setModelVersion("v")
                .setSlice("all")
                .setWindowStart(NOON)
                .setWindowEnd(NOON.plusSeconds(60))
                .setRevision(1)
                .setImages(100)
                .setMeasures(List.of(new DriftMeasure("mean_shift_cosine", 0.25, 0.1, true)))
                .setEvidence(12_000)
                .setRunLength(10_000)
                .setImagesSinceReference(1000)
                .setAlarm(state == null ? null : alarm(state))
                .build();
    }

    private static DriftAlarm alarm(AlarmState state) {
        return DriftAlarm.newBuilder()
                .setId("a")
                .setState(state)
                .setRaisedAt(NOON)
                .setRaisedAtImage(900)
                .setStartedAt(NOON)
                .setStartedAtImage(850)
                .setScores(List.of("component 3", "component 1", "margin"))
                .setClasses(List.of("coat"))
                .setSources(List.of("scanner-b"))
                .setExampleImageIds(List.of())
                .build();
    }
}
