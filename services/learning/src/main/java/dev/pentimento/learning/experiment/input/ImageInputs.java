package dev.pentimento.learning.experiment.input;

import dev.pentimento.learning.data.DecodedImages;
import dev.pentimento.learning.data.ImageDataset;
import dev.pentimento.learning.data.corruption.Corruption;
import dev.pentimento.learning.experiment.result.ArmResult;
import dev.pentimento.learning.experiment.result.EmbeddingMap;
import dev.pentimento.learning.experiment.result.Gallery;
import dev.pentimento.learning.experiment.result.Json;
import dev.pentimento.learning.experiment.result.LossRecorder;
import dev.pentimento.learning.file.KeptFiles;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.file.TensorFile;
import dev.pentimento.learning.image.ImageDecoder;
import dev.pentimento.learning.inference.Encoder;
import dev.pentimento.learning.inference.Networks;
import dev.pentimento.learning.training.EncoderTraining;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.learning.training.LabelledSource;
import dev.pentimento.learning.training.TrainingContext;
import dev.pentimento.tensors.FloatMatrix;
import dev.pentimento.tensors.Tensor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The encoder and the embeddings of one seed's images, computed on request and then saved. */
public record ImageInputs(
        DatasetDivision parts,
        ImageDecoder decoder,
        Protocol protocol,
        long seed,
        KeptFiles files,
        TrainingContext context)
        implements SeedInputs {
    private static final int SAMPLES = 12;
    private static final String ENCODER = "encoder.safetensors";
    private static final String RECONSTRUCTIONS = "reconstructions.safetensors";
    private static final String ENCODER_LOSSES = "encoder-losses.json";

    @Override
    public List<String> classNames() {
        return parts.train().classes();
    }

    @Override
    public Gallery gallery(List<EmbeddingMap> maps) {
        return Gallery.of(maps, samples(), reconstructions(), decoder.shape(), encoderLosses());
    }

    private NetworkFile encoder() {
        return files.network(ENCODER, this::trainEncoder);
    }

    /** Saves reconstructions first, so that they exist wherever the encoder does. */
    private NetworkFile trainEncoder() {
        LossRecorder recorder = LossRecorder.of(context);
        EncoderTraining.Trained trained = new EncoderTraining(
                        decoder.shape(), classNames().size(), protocol.encoder(), recorder.within(context))
                .train(decoded(parts.train()), decoded(parts.checkpoints()), samples(), seed);
        int[] none = new int[trained.reconstructions().rows()];
        files.keep(RECONSTRUCTIONS, toFile(new LabelledRows(trained.reconstructions(), none)));
        files.keep(ENCODER_LOSSES, Json.bytes(recorder.losses()));
        return trained.encoder();
    }

    /** n×(c·h·w), the first images of the test part. */
    private FloatMatrix samples() {
        return parts.test().slice(0, SAMPLES).pixels(decoder);
    }

    /** The decoder's reconstructions of {@link #samples()}. */
    private FloatMatrix reconstructions() {
        encoder();
        return fromFile(files.find(RECONSTRUCTIONS).orElseThrow()).rows();
    }

    private List<ArmResult.Loss> encoderLosses() {
        encoder();
        return List.of(Json.read(files.find(ENCODER_LOSSES).orElseThrow(), ArmResult.Loss[].class));
    }

    @Override
    public LabelledRows rows(Part part) {
        ImageDataset images = switch (part) {
            case TRAIN -> parts.train();
            case CHECKPOINTS -> parts.checkpoints();
            case LABELS -> parts.labels();
            case VALIDATION -> parts.validation();
            case TEST -> parts.test();
        };
        return embeddings(part.name().toLowerCase(Locale.ROOT), images);
    }

    /** The first {@code most} of the labels, corrupted. */
    public LabelledRows labels(Corruption corruption, int most) {
        ImageDataset first =
                parts.labels().slice(0, Math.min(most, parts.labels().size()));
        return embeddings("labels-" + corruption + "-" + most, corrupted(first, corruption));
    }

    public LabelledRows test(Corruption corruption) {
        return embeddings("test-" + corruption, corrupted(parts.test(), corruption));
    }

    private ImageDataset corrupted(ImageDataset images, Corruption corruption) {
        return corruption.apply(images, Corruption.DEFAULT_STRENGTH, seed);
    }

    private LabelledRows embeddings(String name, ImageDataset images) {
        return fromFile(files.get("embeddings-" + name + ".safetensors", () -> toFile(embed(images))));
    }

    /** Images that the encoder is trained on: kept in memory if they take little of it. */
    private LabelledSource decoded(ImageDataset images) {
        boolean keep =
                DecodedImages.fit(parts.train().size() + parts.checkpoints().size(), decoder.shape());
        return DecodedImages.of(images, decoder)
                .readThrough(keep, decoded -> progress("images decoded", decoded, images));
    }

    private LabelledRows embed(ImageDataset images) {
        try (Encoder encoder = Networks.loadEncoder(encoder(), decoder.shape(), context.device())) {
            return encoder.embedAll(
                    DecodedImages.of(images, decoder),
                    Encoder.BATCH,
                    embedded -> progress("images embedded", embedded, images));
        }
    }

    private void progress(String what, int done, ImageDataset images) {
        context.checkCancelled("embedding");
        context.progress().images(what, done, images.size());
    }

    private static byte[] toFile(LabelledRows rows) {
        Map<String, Tensor> tensors = new TreeMap<>();
        rows.addTo(tensors, "");
        return new TensorFile(Map.of(), tensors).toBytes();
    }

    private static LabelledRows fromFile(byte[] bytes) {
        return LabelledRows.from(TensorFile.fromBytes(bytes), "");
    }
}
