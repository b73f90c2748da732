package dev.pentimento.evaluation;

import dev.pentimento.evaluation.models.ArtifactVersions;
import dev.pentimento.evaluation.models.Lease;
import dev.pentimento.evaluation.models.LoadedVersion;
import dev.pentimento.events.EmbeddedImage;
import dev.pentimento.events.EmbeddingBatch;
import dev.pentimento.events.EmbeddingPosition;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Outcome;
import dev.pentimento.events.RecordPosition;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.models.ArtifactException;
import dev.pentimento.platform.models.ArtifactReader;
import dev.pentimento.statistics.verdict.VerdictRule;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Evaluates one version on images that are in the log already, beside the stream and without touching it. A recorded
 * batch is judged as a whole by the networks that the stream would use, and counted by its counts: where the version was
 * the champion, the figures are the stream's, bit for bit, on the same kind of device with as many engine threads.
 *
 * <p>Labels first, then batches. The labels are those that met their images, by {@code outcomes}: which label belongs to
 * which of several images of one id, and which came too late, was decided there and is not guessed again.
 */
public final class Replay implements AutoCloseable {
    private final LoadedVersion version;
    private final TimeRange range;
    private final EventTime time;
    private final QualityWindows windows;
    private final LabelHistory labels;
    private final ReplayCounts counts;
    private long images;
    private long withoutVector;
    private long failed;

    Replay(LoadedVersion version, EvaluationSettings settings, TimeRange range) {
        this.version = version;
        this.range = range;
        time = EventTime.of(settings);
        windows = new QualityWindows(settings.window(), new VerdictRule(settings.level(), settings.margin()));
        labels = new LabelHistory(version.classes());
        counts = new ReplayCounts(time, settings.slices());
    }

    /**
     * Loads the version's networks.
     *
     * @param range of the images' event time
     * @throws ArtifactException if a file is missing or not what the version says
     * @throws RuntimeException if a file cannot be used
     */
    public static Replay of(ServiceContext context, EvaluationSettings settings, ModelVersion version, TimeRange range)
            throws ArtifactException {
        ArtifactVersions source = new ArtifactVersions(
                new ArtifactReader(context, "replay"),
                ComputeDevice.select(context.settings().device()));
        return new Replay(source.load(version), settings, range);
    }

    /** A label that met its image. */
    public void label(Outcome outcome) {
        labels.add(outcome);
    }

    /** A batch of embeddings, of which the images within the range are counted. */
    public void judge(EmbeddingBatch batch) {
        int[] wanted = IntStream.range(0, batch.getImages().size())
                .filter(row -> inRange(batch.getImages().get(row)))
                .toArray();
        if (wanted.length == 0) {
            return;
        }
        if (batch.getSections().stream()
                .noneMatch(section -> section.getEncoderId().equals(version.encoderId()))) {
            withoutVector += wanted.length;
            return;
        }
        BatchJudging judging = new BatchJudging(batch, new Lease(version, List.of(), () -> {}), (none, e) -> {});
        int[] all = IntStream.range(0, batch.getImages().size()).toArray();
        JudgedRows judged;
        try {
            judged = judging.judge(all); // rows out of range too: the size of a batch shows in the last bits
        } catch (RuntimeException e) {
            oneByOne(batch, judging, wanted);
            return;
        }
        for (int row : wanted) {
            count(batch, judged, row);
        }
    }

    /** As the stream does when a batch fails. */
    private void oneByOne(EmbeddingBatch batch, BatchJudging judging, int[] wanted) {
        for (int row : wanted) {
            try {
                count(batch, judging.judge(new int[] {row}), 0);
            } catch (RuntimeException e) {
                failed++;
            }
        }
    }

    private void count(EmbeddingBatch batch, JudgedRows judged, int index) {
        int row = judged.rows()[index];
        EmbeddedImage image = batch.getImages().get(row);
        JudgedImage counted = new JudgedImage(
                image.getId(),
                new RecordPosition(batch.getImagePartition(), image.getOffset()),
                new EmbeddingPosition(batch.getImagePartition(), 0L, row), // counts do not ask for it
                image.getTimestamp().toEpochMilli(),
                image.getCapturedAt(),
                image.getSource(),
                judged.lineUp(),
                judged.opinions(index));
        counts.count(counted, labels.of(counted));
        images++;
    }

    private boolean inRange(EmbeddedImage image) {
        return range.contains(
                time.of(image.getCapturedAt(), image.getTimestamp().toEpochMilli()));
    }

    public ReplayReport report() {
        return new ReplayReport(images, withoutVector, failed, labels.unknown(), counts.quality(windows));
    }

    @Override
    public void close() {
        version.judge().close();
    }
}
