package dev.pentimento.benchmarks.pieces;

import dev.pentimento.benchmarks.workload.BareModel;
import dev.pentimento.benchmarks.workload.FashionWorkload;
import dev.pentimento.benchmarks.workload.Workload;
import dev.pentimento.evaluation.judging.BatchAnswer;
import dev.pentimento.evaluation.judging.BatchJudging;
import dev.pentimento.evaluation.opinions.JudgedImage;
import dev.pentimento.evaluation.opinions.JudgedRows;
import dev.pentimento.events.EmbeddedImage;
import dev.pentimento.events.EmbeddingBatch;
import dev.pentimento.events.EmbeddingSection;
import dev.pentimento.events.RecordPosition;
import dev.pentimento.schemas.GeneratedClasses;
import dev.pentimento.serving.judges.Lease;
import dev.pentimento.tensors.FloatMatrix;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A batch of real images on its way through the system, with the networks of {@link FashionWorkload}.
 *
 * @param model the caller closes it
 * @param pixels of the images
 * @param embeddings of the pixels
 * @param record the embeddings as an event
 * @param judged what the networks answered
 */
record JudgedBatch(
        Workload workload,
        BareModel model,
        FloatMatrix pixels,
        FloatMatrix embeddings,
        EmbeddingBatch record,
        JudgedRows judged) {
    /** Images in the batch. */
    static final int SIZE = 256;

    /**
     * The system property with the folder in which a version is stored, so that not every process trains one. There is no
     * default: models are loaded from it, so it must not be one to which others write.
     */
    static final String FOLDER = "pentimento.pieces.folder";

    /** The system property with the seed of that version. */
    static final String SEED = "pentimento.pieces.seed";

    private static final Instant TIME = Instant.parse("2026-03-01T10:00:00Z");

    static JudgedBatch make() {
        GeneratedClasses.trust();
        Workload workload = FashionWorkload.of(folder(), seed());
        BareModel model = BareModel.load(workload.version());
        FloatMatrix pixels = model.decoded(workload.contents().subList(0, SIZE));
        FloatMatrix embeddings = model.encoder().embed(pixels);
        EmbeddingBatch record = record(model.heads().encoderId(), embeddings);
        BatchAnswer answer = new BatchJudging(record, new Lease(model.heads(), List.of(), () -> {}))
                .answers(Supplier::get)
                .get(0);
        if (answer instanceof BatchAnswer.Answered answered) {
            return new JudgedBatch(workload, model, pixels, embeddings, record, answered.rows());
        }
        throw new IllegalStateException("the networks gave no answer: " + answer);
    }

    private static Path folder() {
        String folder = System.getProperty(FOLDER);
        if (folder == null) {
            throw new IllegalStateException(
                    "set -D" + FOLDER + "=FOLDER with -jvmArgsAppend: a folder of your own, in which"
                            + " a trained version is stored for the next runs");
        }
        return Path.of(folder);
    }

    static long seed() {
        return Long.getLong(SEED, 1);
    }

    private static EmbeddingBatch record(String encoder, FloatMatrix embeddings) {
        List<EmbeddedImage> images = IntStream.range(0, SIZE)
                .mapToObj(number -> EmbeddedImage.newBuilder()
                        .setId(Workload.id(number))
                        .setOffset(number)
                        .setTimestamp(TIME)
                        .setSource("bench")
                        .build())
                .toList();
        EmbeddingSection section = EmbeddingSection.newBuilder()
                .setEncoderId(encoder)
                .setDimensions(embeddings.columns())
                .setVectors(embeddings.toLittleEndian())
                .build();
        return EmbeddingBatch.newBuilder()
                .setImagePartition(0)
                .setImages(images)
                .setSections(List.of(section))
                .setEmbeddedAt(TIME)
                .build();
    }

    /** What the evaluation knows about each image. */
    List<JudgedImage> images() {
        RecordPosition at = new RecordPosition(0, 0L);
        return IntStream.range(0, SIZE)
                .mapToObj(index -> judged.image(record, at, index))
                .toList();
    }

    /** The number of the class in the label of an image. */
    int label(int index) {
        return judged.lineUp().classes().indexOf(workload.image(index).label());
    }
}
