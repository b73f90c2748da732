package dev.pentimento.trainer;

import dev.pentimento.events.AlarmState;
import dev.pentimento.events.Artifact;
import dev.pentimento.events.CommandKind;
import dev.pentimento.events.Comparison;
import dev.pentimento.events.DriftAlarm;
import dev.pentimento.events.DriftWindow;
import dev.pentimento.events.EmbeddingPosition;
import dev.pentimento.events.InputShape;
import dev.pentimento.events.LoadReport;
import dev.pentimento.events.ModelCommand;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Opinion;
import dev.pentimento.events.Outcome;
import dev.pentimento.events.QualityWindow;
import dev.pentimento.events.RecordPosition;
import dev.pentimento.events.Stage;
import dev.pentimento.events.Verdict;
import dev.pentimento.schemas.GeneratedClasses;
import dev.pentimento.statistics.verdict.VerdictRule;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events with the fields that matter to a test. */
public final class Fixtures {
    public static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");
    public static final String ENCODER = "e".repeat(64);
    public static final String REFERENCE = "f".repeat(64);

    static {
        GeneratedClasses.trust();
    }

    private Fixtures() {}

    public static Instant at(long seconds) {
        return T0.plusSeconds(seconds);
    }

    public static Artifact artifact(String sha256) {
        return new Artifact(sha256, 10L, 1, "safetensors", List.of());
    }

    /** A version made and staged at this many seconds. */
    public static ModelVersion version(String id, Stage stage, long seconds) {
        return ModelVersion.newBuilder()
                .setVersion(id)
                .setStage(stage)
                .setStageReason("fixture")
                .setStageChangedAt(at(seconds))
                .setCreatedAt(at(seconds))
                .setClasses(List.of("cat", "dog"))
                .setInput(InputShape.newBuilder()
                        .setChannels(1)
                        .setHeight(2)
                        .setWidth(2)
                        .setMean(List.of(0f))
                        .setStandardDeviation(List.of(1f))
                        .build())
                .setDimensions(2)
                .setEncoderFile(artifact(ENCODER))
                .setClassifierFile(artifact("c".repeat(64)))
                .setReferenceFile(artifact(REFERENCE))
                .setReplayFile(artifact("d".repeat(64)))
                .setTrigger("initial")
                .setRecipe(Map.of())
                .setDataFingerprint("")
                .setSeed(1)
                .setDevice("cpu")
                .setTrainedSeconds(1)
                .setValidation(Map.of())
                .build();
    }

    public static ModelCommand command(String id, CommandKind kind, @Nullable String version) {
        return ModelCommand.newBuilder()
                .setId(id)
                .setKind(kind)
                .setVersion(version)
                .setReason("because")
                .setRequestedBy("ann")
                .setRequestedAt(T0)
                .build();
    }

    /** What an instance says after it tried to load a version. */
    public static ModelCommand report(String trial, String version, String service, String instance, boolean loaded) {
        return ModelCommand.newBuilder(command(trial, CommandKind.PROMOTE, version))
                .setRequestedBy(instance)
                .setReport(new LoadReport(service, loaded, loaded ? "" : "out of memory"))
                .build();
    }

    /** A comparison as the evaluation would write it. */
    public static Comparison comparison(
            String champion, @Nullable String candidate, long labelled, long helped, long hurt) {
        VerdictRule rule = new VerdictRule(0.05, 0.01);
        dev.pentimento.statistics.verdict.Verdict verdict = rule.judge(labelled, helped, hurt);
        return Comparison.newBuilder()
                .setBaseline(candidate == null ? "original" : "corrected")
                .setBaselineVersion(champion)
                .setChallenger(candidate == null ? "corrected" : "candidate")
                .setChallengerVersion(candidate == null ? champion : candidate)
                .setLabelled(labelled)
                .setHelped(helped)
                .setHurt(hurt)
                .setFlips(helped + hurt)
                .setCompared(labelled)
                .setDifference(verdict.difference())
                .setLower(verdict.lower())
                .setUpper(verdict.upper())
                .setLevel(0.05)
                .setMargin(0.01)
                .setLogEvidenceHelps(verdict.logEvidenceHelps())
                .setLogEvidenceHurts(verdict.logEvidenceHurts())
                .setVerdict(Verdict.valueOf(verdict.outcome().name()))
                .build();
    }

    public static QualityWindow quality(String champion, Comparison... comparisons) {
        return quality(champion, "all", null, comparisons);
    }

    public static QualityWindow quality(
            String champion, String slice, @Nullable Instant start, Comparison... comparisons) {
        return QualityWindow.newBuilder()
                .setModelVersion(champion)
                .setSlice(slice)
                .setWindowStart(start)
                .setWindowEnd(start)
                .setRevision(1)
                .setImages(1)
                .setLabelled(1)
                .setClasses(List.of("cat", "dog"))
                .setArms(List.of())
                .setComparisons(List.of(comparisons))
                .build();
    }

    /** An outcome of the image at this place, taken at so many seconds and labelled ten later. */
    public static Outcome outcome(int partition, long offset, int index, @Nullable String label, long seconds) {
        Opinion cat = new Opinion("cat", 0.9f, List.of(0.9f, 0.1f));
        return Outcome.newBuilder()
                .setImageId("image-" + partition + "-" + offset + "-" + index)
                .setLabel(label)
                .setLabelRevision(1)
                .setLabelledAt(at(seconds + 10))
                .setModelVersion("champion")
                .setEncoderId(ENCODER)
                .setOriginal(cat)
                .setCorrected(cat)
                .setCandidates(List.of())
                .setImage(new RecordPosition(partition, offset))
                .setEmbedding(new EmbeddingPosition(partition, offset, index))
                .setImageTimestamp(at(seconds))
                .build();
    }

    public static DriftWindow drift(String alarm, AlarmState state, String slice, long startedSeconds) {
        return DriftWindow.newBuilder()
                .setEncoderId(ENCODER)
                .setModelVersion("champion")
                .setReferenceId(REFERENCE)
                .setSlice(slice)
                .setWindowStart(T0)
                .setWindowEnd(T0)
                .setRevision(1)
                .setImages(1)
                .setMeasures(List.of())
                .setEvidence(1)
                .setRunLength(1)
                .setImagesSinceReference(1)
                .setAlarm(DriftAlarm.newBuilder()
                        .setId(alarm)
                        .setState(state)
                        .setRaisedAt(at(startedSeconds + 5))
                        .setRaisedAtImage(100)
                        .setStartedAt(at(startedSeconds))
                        .setStartedAtImage(90)
                        .setScores(List.of())
                        .setClasses(List.of())
                        .setExampleImageIds(List.of())
                        .setResolvedAt(state == AlarmState.RESOLVED ? at(startedSeconds + 60) : null)
                        .build())
                .build();
    }
}
