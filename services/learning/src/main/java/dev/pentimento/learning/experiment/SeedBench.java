package dev.pentimento.learning.experiment;

import dev.pentimento.learning.data.Corruption;
import dev.pentimento.learning.data.ImageDataset;
import dev.pentimento.learning.image.ImageDecoder;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.inference.Encoder;
import dev.pentimento.learning.inference.Networks;
import dev.pentimento.learning.network.KeptFiles;
import dev.pentimento.learning.network.NetworkFile;
import dev.pentimento.learning.training.EncoderTraining;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.learning.training.TrainingContext;
import dev.pentimento.statistics.FloatMatrix;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Encoder and embeddings of one seed's images: made when they are asked for, then kept. */
final class SeedBench implements Bench {
    private static final int BATCH = 256;
    private static final int SAMPLES = 12;
    private static final String ENCODER = "encoder.safetensors";
    private static final String RECONSTRUCTIONS = "reconstructions.safetensors";
    private static final String ENCODER_LOSSES = "encoder-losses.json";

    private final Parts parts;
    private final ImageDecoder decoder;
    private final Protocol protocol;
    private final long seed;
    private final KeptFiles files;
    private final TrainingContext context;

    SeedBench(Parts parts, ImageShape input, Protocol protocol, long seed, KeptFiles files, TrainingContext context) {
        this.parts = parts;
        this.decoder = new ImageDecoder(input);
        this.protocol = protocol;
        this.seed = seed;
        this.files = files;
        this.context = context;
    }

    @Override
    public Protocol protocol() {
        return protocol;
    }

    @Override
    public long seed() {
        return seed;
    }

    @Override
    public List<String> classNames() {
        return parts.train().classes();
    }

    private int classes() {
        return classNames().size();
    }

    @Override
    public NetworkFile network(String name, Supplier<NetworkFile> making) {
        return files.network(name, making);
    }

    /** Nobody knows what is possible with images. */
    @Override
    public Optional<FloatMatrix> best() {
        return Optional.empty();
    }

    @Override
    public Gallery gallery(List<EmbeddingMap> maps) {
        return Gallery.of(this, maps);
    }

    NetworkFile encoder() {
        return network(ENCODER, this::trainEncoder);
    }

    /** Reconstructions are kept first: where there is an encoder, they are there. */
    private NetworkFile trainEncoder() {
        LossRecorder recorder = LossRecorder.of(context);
        EncoderTraining.Trained trained = new EncoderTraining(
                        decoder.shape(), classes(), protocol.encoder(), recorder.within(context))
                .train(pixels(parts.train()), pixels(parts.checkpoints()), samples(), seed);
        int[] none = new int[trained.reconstructions().rows()];
        files.keep(RECONSTRUCTIONS, EmbeddedRows.toFile(new LabelledRows(trained.reconstructions(), none)));
        files.keep(ENCODER_LOSSES, Json.bytes(recorder.losses()));
        return trained.encoder();
    }

    /** n×(c·h·w), the first images of the test part. */
    FloatMatrix samples() {
        return pixels(parts.test().slice(0, SAMPLES)).rows();
    }

    /** What the decoder makes of {@link #samples()}. */
    FloatMatrix reconstructions() {
        encoder();
        return EmbeddedRows.fromFile(files.find(RECONSTRUCTIONS).orElseThrow()).rows();
    }

    List<Run.Loss> encoderLosses() {
        encoder();
        return List.of(Json.read(files.find(ENCODER_LOSSES).orElseThrow(), Run.Loss[].class));
    }

    ImageShape input() {
        return decoder.shape();
    }

    @Override
    public LabelledRows train() {
        return embeddings("train", parts.train());
    }

    @Override
    public LabelledRows checkpoints() {
        return embeddings("checkpoints", parts.checkpoints());
    }

    @Override
    public LabelledRows labels() {
        return embeddings("labels", parts.labels());
    }

    @Override
    public LabelledRows validation() {
        return embeddings("validation", parts.validation());
    }

    @Override
    public LabelledRows test() {
        return embeddings("test", parts.test());
    }

    /** The first {@code most} of the labels, corrupted. */
    LabelledRows labels(Corruption corruption, int most) {
        ImageDataset first =
                parts.labels().slice(0, Math.min(most, parts.labels().size()));
        return embeddings("labels-" + corruption + "-" + most, corrupted(first, corruption));
    }

    LabelledRows test(Corruption corruption) {
        return embeddings("test-" + corruption, corrupted(parts.test(), corruption));
    }

    private ImageDataset corrupted(ImageDataset images, Corruption corruption) {
        return corruption.apply(images, Corruption.DEFAULT_STRENGTH, seed);
    }

    private LabelledRows embeddings(String name, ImageDataset images) {
        return EmbeddedRows.fromFile(
                files.get("embeddings-" + name + ".safetensors", () -> EmbeddedRows.toFile(embed(pixels(images)))));
    }

    private LabelledRows pixels(ImageDataset images) {
        return new LabelledRows(images.pixels(decoder), images.labels());
    }

    private LabelledRows embed(LabelledRows images) {
        try (Encoder encoder = Networks.loadEncoder(encoder(), decoder.shape(), context.device())) {
            float[] values = new float[Math.multiplyExact(images.size(), encoder.dimensions())];
            for (int from = 0; from < images.size(); from += BATCH) {
                context.checkCancelled("embedding");
                int to = Math.min(images.size(), from + BATCH);
                FloatMatrix batch = encoder.embed(
                        images.rows().select(IntStream.range(from, to).toArray()));
                System.arraycopy(batch.values(), 0, values, from * encoder.dimensions(), batch.values().length);
            }
            return images.with(new FloatMatrix(images.size(), encoder.dimensions(), values));
        }
    }
}
