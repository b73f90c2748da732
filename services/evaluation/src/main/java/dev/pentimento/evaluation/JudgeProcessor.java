package dev.pentimento.evaluation;

import dev.pentimento.evaluation.models.Lease;
import dev.pentimento.evaluation.models.LoadedVersion;
import dev.pentimento.evaluation.models.Reference;
import dev.pentimento.events.DeadLetterReason;
import dev.pentimento.events.EmbeddedImage;
import dev.pentimento.events.EmbeddingBatch;
import dev.pentimento.events.EmbeddingPosition;
import dev.pentimento.events.EmbeddingSection;
import dev.pentimento.events.RecordPosition;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.UnusableRecordException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers each batch of embeddings: a prediction for every image, and its opinions on their way to the label. */
final class JudgeProcessor extends ContextualProcessor<byte[], byte[], byte[], Routed> {
    private static final Logger LOG = LoggerFactory.getLogger(JudgeProcessor.class);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Surroundings surroundings;
    private final DeadLetterDesk desk;
    private final OpinionPosting posting;
    private final DriftCounting counting;
    private final DriftSampling sampling;
    private final Duration encoderWait;

    /** @param sampling shared by all tasks of the instance */
    JudgeProcessor(EvaluationSettings settings, Surroundings surroundings, DriftSampling sampling) {
        this.surroundings = surroundings;
        desk = new DeadLetterDesk(surroundings);
        posting = new OpinionPosting(settings.partitions());
        counting = new DriftCounting(EventTime.of(settings));
        this.sampling = sampling;
        encoderWait = settings.encoderWait();
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata at = context().recordMetadata().orElseThrow();
        try {
            EmbeddingBatch batch = surroundings.events().read(Topic.EMBEDDINGS, record.value(), EmbeddingBatch.class);
            requireWhole(batch);
            if (!batch.getImages().isEmpty()) {
                answer(record, at, batch);
            }
        } catch (UnusableRecordException e) {
            context().forward(desk.letter(record, at, e));
        }
    }

    private static void requireWhole(EmbeddingBatch batch) throws UnusableRecordException {
        for (EmbeddingSection section : batch.getSections()) {
            long expected = (long) batch.getImages().size() * section.getDimensions() * Float.BYTES;
            int found = section.getVectors().remaining();
            if (section.getDimensions() < 1 || found != expected) {
                throw new UnusableRecordException(
                        DeadLetterReason.INVALID_FIELD,
                        "the vectors of encoder " + section.getEncoderId() + " have " + found + " bytes, not those of "
                                + batch.getImages().size() + " images with " + section.getDimensions()
                                + " dimensions");
            }
        }
    }

    private void answer(Record<byte[], byte[]> record, RecordMetadata at, EmbeddingBatch batch)
            throws UnusableRecordException {
        Set<String> encoders = new TreeSet<>();
        batch.getSections().forEach(section -> encoders.add(section.getEncoderId()));
        try (Lease lease = lease(encoders)) {
            BatchJudging judging = new BatchJudging(batch, lease, this::candidateFailed);
            int[] all = IntStream.range(0, batch.getImages().size()).toArray();
            JudgedRows judged;
            try {
                judged = timed(() -> judging.judge(all));
            } catch (RuntimeException e) {
                String version = lease.champion().id();
                LOG.atWarn()
                        .addKeyValue("version", version)
                        .log("{} could not answer a batch, asking for each image: {}", version, e.getMessage());
                oneByOne(record, at, batch, judging, lease);
                return;
            }
            tell(at, batch, judged, lease);
        }
    }

    private void oneByOne(
            Record<byte[], byte[]> record, RecordMetadata at, EmbeddingBatch batch, BatchJudging judging, Lease lease) {
        for (int row = 0; row < batch.getImages().size(); row++) {
            int[] one = {row};
            try {
                tell(at, batch, timed(() -> judging.judge(one)), lease);
            } catch (RuntimeException e) {
                String detail = "image " + batch.getImages().get(row).getId() + " at index " + row
                        + " gets no answer from version " + lease.champion().id() + ": " + e.getMessage();
                byte[] alone = surroundings.events().write(Topic.EMBEDDINGS, Rows.only(batch, row));
                Record<byte[], byte[]> letterOf = record.withValue(alone);
                context().forward(desk.letter(letterOf, at, DeadLetterReason.FAILED_INFERENCE, detail));
            }
        }
    }

    private JudgedRows timed(Supplier<JudgedRows> judging) {
        return surroundings.instruments().inference().record(judging);
    }

    /** Waits a little at a time: a transaction that stays open for long would be given up by the broker. */
    private Lease lease(Set<String> encoders) throws UnusableRecordException {
        try {
            Duration left = encoderWait.minus(surroundings.versions().waited(encoders));
            Duration patience = left.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : left;
            Optional<Lease> lease = surroundings.versions().lease(encoders, patience);
            if (lease.isEmpty() && surroundings.versions().waited(encoders).compareTo(encoderWait) < 0) {
                throw new NetworksNotReadyException("waiting for networks of encoder " + encoders);
            }
            return lease.orElseThrow(() -> new UnusableRecordException(
                    DeadLetterReason.UNKNOWN_ENCODER,
                    "no version for encoder " + encoders + " could be loaded within " + encoderWait));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NetworksNotReadyException("interrupted while waiting for encoder " + encoders);
        }
    }

    private void tell(RecordMetadata at, EmbeddingBatch batch, JudgedRows judged, Lease lease) {
        Instant now = surroundings.clock().instant();
        LoadedVersion champion = lease.champion();
        Reference reference = champion.reference();
        float[] displacements = judged.displacements(reference);
        Predictions predictions = new Predictions(judged, reference, displacements, batch.getEmbeddedAt(), now);
        List<JudgedImage> images = new ArrayList<>(judged.rows().length);
        for (int i = 0; i < judged.rows().length; i++) {
            JudgedImage image = image(at, batch, judged, i);
            images.add(image);
            byte[] prediction = surroundings.events().write(Topic.PREDICTIONS, predictions.of(image, i));
            context()
                    .forward(new Record<>(
                            Bytes.ofText(image.id()),
                            new Routed(Route.PREDICTIONS, prediction),
                            Math.max(0, image.timestampMillis())));
            surroundings.instruments().latency(Duration.ofMillis(now.toEpochMilli() - image.timestampMillis()));
        }
        surroundings.instruments().batch(images.size());
        posting.split(judged.lineUp(), images).forEach(context()::forward);
        double share = sampling.share(images.size());
        if (reference != null && DriftSampling.draws(at.partition(), at.offset(), share)) {
            DriftBatch drift = counting.count(
                    judged, images, reference, new DriftCounting.Moves(displacements, champion.displacement()), share);
            context()
                    .forward(new Record<>(
                            Bytes.ofText(reference.id()),
                            new Routed(Route.DRIFT_COUNTS, drift.toBytes()),
                            latest(images)));
        }
    }

    private static long latest(List<JudgedImage> images) {
        return Math.max(
                0, images.stream().mapToLong(JudgedImage::timestampMillis).max().orElse(0));
    }

    private static JudgedImage image(RecordMetadata at, EmbeddingBatch batch, JudgedRows judged, int index) {
        int row = judged.rows()[index];
        EmbeddedImage image = batch.getImages().get(row);
        return new JudgedImage(
                image.getId(),
                new RecordPosition(batch.getImagePartition(), image.getOffset()),
                new EmbeddingPosition(at.partition(), at.offset(), row),
                image.getTimestamp().toEpochMilli(),
                image.getCapturedAt(),
                image.getSource(),
                judged.lineUp(),
                judged.opinions(index));
    }

    private void candidateFailed(LoadedVersion candidate, RuntimeException failure) {
        LOG.atWarn()
                .addKeyValue("version", candidate.id())
                .log("candidate {} could not judge a batch: {}", candidate.id(), failure.getMessage());
        surroundings.instruments().candidateFailed();
    }
}
