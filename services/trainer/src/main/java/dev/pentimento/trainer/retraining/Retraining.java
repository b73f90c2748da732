package dev.pentimento.trainer.retraining;

import dev.pentimento.events.Artifact;
import dev.pentimento.events.EmbeddingBatch;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Patience;
import dev.pentimento.platform.kafka.Received;
import dev.pentimento.platform.kafka.RecordFetch;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.models.ArtifactException;
import dev.pentimento.platform.models.ModelPublisher;
import dev.pentimento.platform.rights.MissingRightException;
import dev.pentimento.platform.trust.SigningKey;
import dev.pentimento.serving.loading.VersionFiles;
import dev.pentimento.serving.loading.VersionLoader;
import dev.pentimento.serving.swapping.WaitingTimes;
import dev.pentimento.tensors.FloatMatrix;
import dev.pentimento.trainer.retraining.Learner.Learned;
import dev.pentimento.trainer.retraining.Learner.Lesson;
import dev.pentimento.trainer.retraining.TrainingResult.Cancelled;
import dev.pentimento.trainer.retraining.TrainingResult.Failed;
import dev.pentimento.trainer.retraining.TrainingResult.Published;
import dev.pentimento.trainer.retraining.TrainingResult.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out a training order using only the topics: fetches embeddings and the champion's files, trains, publishes.
 */
public final class Retraining {
    private static final Logger LOG = LoggerFactory.getLogger(Retraining.class);
    private static final String OWNER = "trainer";

    private final ServiceContext context;
    private final Learner learner;
    private final boolean classifierToo;
    private final Optional<SigningKey> signingKey;
    private final long seed;

    /**
     * @param classifierToo whether to also fine-tune the classifier, as a second version
     * @param signingKey signs the published versions
     */
    public Retraining(
            ServiceContext context,
            Learner learner,
            boolean classifierToo,
            Optional<SigningKey> signingKey,
            long seed) {
        this.signingKey = signingKey;
        this.context = context;
        this.learner = learner;
        this.classifierToo = classifierToo;
        this.seed = seed;
    }

    /** Long-running; ends within seconds once {@code cancelled} is true. Never throws. */
    public TrainingResult carryOut(TrainingOrder order, BooleanSupplier cancelled) {
        try {
            return train(order, cancelled);
        } catch (ArtifactException | RuntimeException e) {
            if (cancelled.getAsBoolean()) {
                return new Cancelled("the training for " + order.trigger() + " was cancelled");
            }
            LOG.warn(
                    "the training for {} failed: {}",
                    order.trigger(),
                    e.getMessage(),
                    MissingRightException.isIn(e) ? null : e);
            return new Failed("the training failed: " + e.getMessage());
        }
    }

    private TrainingResult train(TrainingOrder order, BooleanSupplier cancelled) throws ArtifactException {
        ModelVersion champion = order.champion();
        Artifact replay = champion.getReplayFile();
        if (replay == null) {
            return new Failed("version " + champion.getVersion() + " has no replay set, which a training needs");
        }
        LabelledEmbeddings.Fetched fetched = embeddings(order, cancelled);
        if (fetched.positions().size() < RetrainingSettings.FEWEST_LABELS) {
            return new Failed("of " + order.positions().size() + " labelled embeddings "
                    + fetched.positions().size() + " are still in the log: too few for a training");
        }
        Artifact classifier = champion.getClassifierFile();
        Artifact reference = classifierToo ? champion.getReferenceFile() : null;
        VersionFiles files = VersionLoader.of(context, OWNER, OWNER, WaitingTimes.MISSING_CHUNKS)
                .files(champion, replay, classifier, reference);
        Lesson lesson = new Lesson(
                fetched.embeddings(),
                labels(fetched.positions(), champion.getClasses()),
                files.bytes(replay),
                files.bytes(classifier),
                classifier.getFormat(),
                reference == null ? null : files.bytes(reference),
                order.drifted(),
                seed);
        Prepared correction = learn(order, fetched, () -> learner.correction(lesson, cancelled));
        if (!classifierToo) {
            return publish(correction);
        }
        // Both are trained before one is published, so that one order gets one answer, even across a restart.
        Prepared learnedOn = classifier(order, fetched, lesson, cancelled);
        return both(publish(correction), publish(learnedOn));
    }

    /**
     * The result of a training, ready to publish.
     *
     * @param version none if the training failed or its result was refused
     */
    private record Prepared(TrainingResult result, @Nullable ModelVersion version, List<byte[]> files) {}

    /** A failure here does not change the result of the correction. */
    private Prepared classifier(
            TrainingOrder order, LabelledEmbeddings.Fetched fetched, Lesson lesson, BooleanSupplier cancelled) {
        if (!lesson.classifierFormat().equals("safetensors")) {
            return nothing(
                    new Refused("a classifier in format " + lesson.classifierFormat() + " cannot be trained further"));
        }
        try {
            return learn(order, fetched, () -> learner.classifier(lesson, cancelled));
        } catch (RuntimeException e) {
            if (cancelled.getAsBoolean()) {
                throw e;
            }
            LOG.warn("the training of the classifier for {} failed", order.trigger(), e);
            return nothing(new Failed("the training failed: " + e.getMessage()));
        }
    }

    private static Prepared nothing(TrainingResult result) {
        return new Prepared(result, null, List.of());
    }

    private TrainingResult publish(Prepared prepared) {
        ModelVersion made = prepared.version();
        if (made != null) {
            ModelVersion version = signingKey.map(key -> key.sign(made)).orElse(made);
            new ModelPublisher(context, OWNER).publish(version, prepared.files());
        }
        return prepared.result();
    }

    /** Combines the results into one answer: published if either was. */
    private static TrainingResult both(TrainingResult correction, TrainingResult classifier) {
        String detail = "correction: " + correction.detail() + "; classifier: " + classifier.detail();
        if (correction instanceof Published published) {
            return new Published(published.version(), detail);
        }
        if (classifier instanceof Published published) {
            return new Published(published.version(), detail);
        }
        return classifier instanceof Failed ? new Failed(detail) : new Refused(detail);
    }

    private Prepared learn(TrainingOrder order, LabelledEmbeddings.Fetched fetched, Supplier<Learned> learning) {
        Instant start = context.clock().instant();
        Learned learned = learning.get();
        double seconds = Duration.between(start, context.clock().instant()).toNanos() / 1e9;
        DerivedVersion derived = new DerivedVersion(order, fetched.positions(), learned, learner.device(), seed);
        String figures = derived.figuresInWords();
        if (!learned.accepted()) {
            return nothing(new Refused("its own validation does not accept it: " + figures));
        }
        ModelVersion version = derived.version(context.clock().instant(), seconds);
        String id = version.getVersion();
        return order.known().contains(id)
                ? nothing(new Refused("the same labels give version " + id + ", which exists already"))
                : new Prepared(
                        new Published(id, "published version " + id + ": " + figures),
                        version,
                        learned.files().all());
    }

    private LabelledEmbeddings.Fetched embeddings(TrainingOrder order, BooleanSupplier cancelled) {
        List<LabelledPosition> known = order.positions().stream()
                .filter(each -> order.champion().getClasses().contains(each.label()))
                .toList();
        if (known.isEmpty()) {
            int dimensions = order.champion().getDimensions();
            return new LabelledEmbeddings.Fetched(new FloatMatrix(0, dimensions, new float[0]), List.of());
        }
        try (RecordFetch<Received<EmbeddingBatch>> log =
                context.readers().fetch("trainer-embeddings", Map.of(), EmbeddingBatch.class, Patience.unbounded())) {
            return new LabelledEmbeddings(log, context.topics().name(Topic.EMBEDDINGS))
                    .fetch(known, order.champion().getDimensions(), cancelled);
        }
    }

    private static int[] labels(List<LabelledPosition> positions, List<String> classes) {
        return positions.stream()
                .mapToInt(each -> classes.indexOf(each.label()))
                .toArray();
    }
}
