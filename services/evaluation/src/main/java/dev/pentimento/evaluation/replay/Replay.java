package dev.pentimento.evaluation.replay;

import dev.pentimento.evaluation.judging.BatchAnswer;
import dev.pentimento.evaluation.judging.BatchAnswer.Answered;
import dev.pentimento.evaluation.judging.BatchAnswer.Unanswered;
import dev.pentimento.evaluation.judging.BatchJudging;
import dev.pentimento.evaluation.opinions.ArmOpinions;
import dev.pentimento.evaluation.opinions.EventTime;
import dev.pentimento.evaluation.opinions.JudgedRows;
import dev.pentimento.evaluation.opinions.LineUp;
import dev.pentimento.evaluation.quality.QualityFold;
import dev.pentimento.evaluation.quality.QualityKey;
import dev.pentimento.evaluation.quality.QualitySettings;
import dev.pentimento.evaluation.quality.QualityState;
import dev.pentimento.evaluation.quality.QualityTally;
import dev.pentimento.evaluation.quality.TallyChange;
import dev.pentimento.evaluation.quality.TallyKey;
import dev.pentimento.events.EmbeddedImage;
import dev.pentimento.events.EmbeddingBatch;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Outcome;
import dev.pentimento.events.QualityWindow;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.models.ArtifactException;
import dev.pentimento.serving.judges.Lease;
import dev.pentimento.serving.judges.LoadedVersion;
import dev.pentimento.serving.loading.VersionLoader;
import dev.pentimento.serving.swapping.WaitingTimes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Evaluates one version on images that are already in the log, independently of the stream. A recorded batch is judged
 * as a whole by the networks that the stream would use, and its counts go through the stream's {@link QualityFold}.
 * Where the version was the champion, the figures therefore equal the stream's, bit for bit, on the same kind of device
 * with the same number of engine threads.
 *
 * <p>Labels come first, then batches. Labels are read from {@code outcomes}, where the stream has decided which label
 * belongs to which of several images with the same id, and which label arrived too late.
 */
public final class Replay implements AutoCloseable {
    private static final Comparator<QualityKey> ORDER = Comparator.comparing(QualityKey::slice)
            .thenComparing(QualityKey::windowStartMillis, Comparator.nullsLast(Comparator.naturalOrder()));

    private final LoadedVersion version;
    private final TimeRange range;
    private final EventTime time;
    private final QualityFold fold;
    private final LabelHistory labels;
    private final Map<TallyKey, QualityTally> tallies = new LinkedHashMap<>();
    private long images;
    private long withoutVector;
    private long failed;

    Replay(LoadedVersion version, QualitySettings settings, EventTime time, TimeRange range) {
        this.version = version;
        this.range = range;
        this.time = time;
        fold = new QualityFold(settings.withoutLabelHorizon(), QualityState.inMemory());
        labels = new LabelHistory(version.classes());
    }

    /**
     * Loads the version's networks.
     *
     * @param range of the images' event time
     * @throws ArtifactException if a file is missing or does not match the version's record
     * @throws RuntimeException if a file cannot be used
     */
    public static Replay of(
            ServiceContext context, QualitySettings settings, EventTime time, ModelVersion version, TimeRange range)
            throws ArtifactException {
        VersionLoader loader = VersionLoader.of(context, "replay", "replay", WaitingTimes.MISSING_CHUNKS);
        return new Replay(loader.judge(version), settings, time, range);
    }

    /** A label that was joined to its image. */
    public void label(Outcome outcome) {
        labels.add(outcome);
    }

    /** Judges a batch of embeddings, and counts its images within the range. */
    public void judge(EmbeddingBatch batch) {
        int[] wanted = IntStream.range(0, batch.getImages().size())
                .filter(row -> inRange(batch.getImages().get(row), batch))
                .toArray();
        if (wanted.length == 0) {
            return;
        }
        if (batch.getSections().stream()
                .noneMatch(section -> section.getEncoderId().equals(version.encoderId()))) {
            withoutVector += wanted.length;
            return;
        }
        BatchJudging judging = new BatchJudging(batch, new Lease(version, List.of(), () -> {}));
        // including rows out of range, because the size of a batch affects the last bits
        for (BatchAnswer answer : judging.answers(Supplier::get)) {
            if (answer instanceof Answered answered) {
                for (int index = 0; index < answered.rows().rows().length; index++) {
                    count(batch, answered.rows(), index);
                }
            } else if (answer instanceof Unanswered unanswered
                    && inRange(batch.getImages().get(unanswered.row()), batch)) {
                failed++;
            }
        }
    }

    /** Counts as the join does for an image whose labels have all arrived. */
    private void count(EmbeddingBatch batch, JudgedRows judged, int index) {
        EmbeddedImage image = batch.getImages().get(judged.rows()[index]);
        if (!inRange(image, batch)) {
            return;
        }
        LineUp lineUp = judged.lineUp();
        ArmOpinions opinions = judged.opinions(index);
        LabelHistory.Labels met = labels.of(batch.getImagePartition(), image.getOffset());
        QualityTally tally =
                tallies.computeIfAbsent(key(lineUp, image, batch), none -> new QualityTally(lineUp.classes()));
        tally.seen(lineUp, opinions);
        if (met.now() != LabelHistory.UNLABELLED) {
            tally.label(lineUp, opinions, met.now());
        }
        if (met.first() != LabelHistory.UNLABELLED) {
            tally.evidence(lineUp, opinions, met.first());
        }
        images++;
    }

    private TallyKey key(LineUp lineUp, EmbeddedImage image, EmbeddingBatch batch) {
        long start = time.windowStart(image.getCapturedAt(), EventTime.imageTime(image, batch));
        return new TallyKey(lineUp.champion(), image.getSource(), start);
    }

    private boolean inRange(EmbeddedImage image, EmbeddingBatch batch) {
        return range.contains(time.of(image.getCapturedAt(), EventTime.imageTime(image, batch)));
    }

    /** Windows and totals of everything judged so far. */
    public ReplayReport report() {
        List<TallyChange> changes = new ArrayList<>();
        tallies.forEach((key, tally) -> changes.add(new TallyChange(key, tally)));
        tallies.clear();
        fold.add(changes, 0); // nothing is deleted
        List<QualityWindow> quality = fold.due(Long.MAX_VALUE).stream()
                .sorted(ORDER)
                .flatMap(key -> fold.revise(key).stream())
                .toList();
        return new ReplayReport(images, withoutVector, failed, labels.unknown(), quality);
    }

    @Override
    public void close() {
        version.judge().close();
    }
}
