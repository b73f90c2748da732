package dev.pentimento.serving.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.device.Precision;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.inference.Encoder;
import dev.pentimento.learning.network.Architecture;
import dev.pentimento.learning.network.ConvolutionalEncoder;
import dev.pentimento.learning.network.MlpClassifier;
import dev.pentimento.learning.network.Network;
import dev.pentimento.learning.network.ResidualCorrection;
import dev.pentimento.learning.network.layer.Weights;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Settings;
import dev.pentimento.serving.devices.DeviceLayer.HeadFiles;
import dev.pentimento.serving.encoders.LoadedEncoder;
import dev.pentimento.serving.faults.Fault;
import dev.pentimento.serving.faults.MachineFaultException;
import dev.pentimento.serving.judges.Judge;
import dev.pentimento.tensors.FloatMatrix;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlacedNetworksTest {
    private static final ImageShape INPUT = ImageShape.plain(1, 12, 12);
    private static final int DIMENSIONS = 6;
    private static final NetworkFile ENCODER = file(new ConvolutionalEncoder(INPUT, List.of(4, 6), DIMENSIONS));
    private static final HeadFiles HEADS = new HeadFiles(
            file(new MlpClassifier(DIMENSIONS, List.of(8), 3, 0)),
            file(new ResidualCorrection(DIMENSIONS, 5, 0, false)),
            DIMENSIONS,
            3);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private FakeGpus gpus = new FakeGpus(1);

    private static NetworkFile file(Architecture architecture) {
        try (Network network = new Network(
                architecture, Weights.initial(architecture.tensors(), new SplittableRandom(1), ComputeDevice.CPU))) {
            return network.toFile();
        }
    }

    private PlacedNetworks networks(String device, String precision) {
        PlatformSettings settings =
                PlatformSettings.from(Settings.of(Map.of("device", device, "inference.precision", precision)));
        return new PlacedNetworks(gpus, Placement.of(settings, gpus, "test"), meters, "test");
    }

    private static FloatMatrix images(int count) {
        float[] values = new float[count * INPUT.size()];
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble();
        }
        return new FloatMatrix(count, INPUT.size(), values);
    }

    private static FloatMatrix onTheProcessor(FloatMatrix images) {
        try (Encoder encoder = DeviceLayer.ENGINE.encoder(ENCODER, INPUT, ComputeDevice.CPU, Precision.FLOAT32)) {
            return encoder.embed(images);
        }
    }

    private static Judge.Answers onTheProcessor(HeadFiles files, FloatMatrix embeddings) {
        try (Judge judge = DeviceLayer.ENGINE.judge(files, ComputeDevice.CPU, Precision.FLOAT32)) {
            return judge.judge(embeddings);
        }
    }

    private static void assertSame(FloatMatrix actual, FloatMatrix expected) {
        assertThat(actual.rows()).isEqualTo(expected.rows());
        assertThat(actual.values()).usingComparatorWithPrecision(1e-5f).containsExactly(expected.values());
    }

    private double loaded(String device, String precision) {
        return meters.get("pentimento.inference.device.networks")
                .tags("service", "test", "device", device, "precision", precision)
                .gauge()
                .value();
    }

    @Test
    void aPassThatDoesNotFitIsHalvedAndTheSizeThatFitsIsRemembered() {
        gpus.memory.put(0, 5);
        try (Encoder encoder = networks("gpu:0", "float32").encoder(ENCODER, INPUT)) {
            FloatMatrix images = images(20);

            assertSame(encoder.embed(images), onTheProcessor(images));
            assertThat(gpus.passes)
                    .containsExactly("gpu:0 x20", "gpu:0 x10", "gpu:0 x5", "gpu:0 x5", "gpu:0 x5", "gpu:0 x5");
            gpus.passes.clear();
            encoder.embed(images(7));
            assertThat(gpus.passes).containsExactly("gpu:0 x5", "gpu:0 x2");
        }
        assertThat(meters.get("pentimento.inference.halved")
                        .tag("service", "test")
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void whatIsJudgedInPartsIsWhatIsJudgedAtOnce() {
        gpus.memory.put(0, 3);
        try (Judge judge = networks("gpu:0", "float32").judge(HEADS, Judge.noise(2, DIMENSIONS))) {
            FloatMatrix embeddings = Judge.noise(10, DIMENSIONS);

            Judge.Answers answers = judge.judge(embeddings);

            Judge.Answers expected = onTheProcessor(HEADS, embeddings);
            assertSame(answers.originalLogits(), expected.originalLogits());
            assertSame(answers.original(), expected.original());
            assertSame(answers.correctedEmbeddings(), expected.correctedEmbeddings());
            assertSame(answers.corrected(), expected.corrected());
        }
        assertThat(gpus.passes).startsWith("gpu:0 x10", "gpu:0 x5", "gpu:0 x2").hasSize(7);
    }

    @Test
    void aSingleRowThatDoesNotFitIsTheMachinesFault() {
        gpus.memory.put(0, 0);
        try (Encoder encoder = networks("gpu:0", "float32").encoder(ENCODER, INPUT)) {
            assertThatThrownBy(() -> encoder.embed(images(4)))
                    .satisfies(failure -> assertThat(Fault.of(failure)).contains(Fault.MACHINE));
            assertThat(gpus.passes).containsExactly("gpu:0 x4", "gpu:0 x2", "gpu:0 x1");
        }
    }

    @Test
    void aLostDeviceIsTheMachinesFaultAtOnce() {
        gpus = new FakeGpus(2);
        gpus.lost.add(1);
        try (LoadedEncoder encoder =
                new LoadedEncoder("e1", networks("gpu", "float32").encoder(ENCODER, INPUT))) {
            assertThatThrownBy(() -> encoder.embed(images(8)))
                    .satisfies(failure -> assertThatThrownBy(
                                    () -> encoder.trial().requireFaultOfRecords((RuntimeException) failure))
                            .isInstanceOf(MachineFaultException.class)
                            .hasMessageContaining("CUDA error: unspecified launch failure. Check the GPU"));
            assertThat(gpus.passes).containsExactlyInAnyOrder("gpu:0 x4", "gpu:1 x4");
            assertThatThrownBy(encoder.encoder()::tryOut)
                    .as("a trial on each device")
                    .isNotNull();
        }
        assertThat(gpus.open).isZero();
    }

    @Test
    void eachGpuEmbedsItsShare() {
        gpus = new FakeGpus(3);
        gpus.memory.put(2, 2);
        try (Encoder encoder = networks("gpu", "float32").encoder(ENCODER, INPUT)) {
            FloatMatrix images = images(10);

            assertSame(encoder.embed(images), onTheProcessor(images));
            assertThat(gpus.passes)
                    .containsExactlyInAnyOrder("gpu:0 x3", "gpu:1 x3", "gpu:2 x4", "gpu:2 x2", "gpu:2 x2");
            gpus.passes.clear();
            encoder.embed(images(2));
            encoder.tryOut();
            encoder.warmUp(1);
            assertThat(gpus.passes)
                    .containsExactlyInAnyOrder(
                            "gpu:1 x1",
                            "gpu:2 x1",
                            "gpu:0 x8",
                            "gpu:1 x8",
                            "gpu:2 x2",
                            "gpu:2 x2",
                            "gpu:2 x2",
                            "gpu:2 x2",
                            "gpu:0 x1",
                            "gpu:1 x1",
                            "gpu:2 x1");
            assertThat(loaded("gpu:2", "float32")).isEqualTo(1);
        }
        assertThat(gpus.open).isZero();
        assertThat(loaded("gpu:2", "float32")).isZero();
    }

    @Test
    void onTheProcessorEachCoreEmbedsItsShareOfALargeBatch() {
        int cores = Math.min(4, Runtime.getRuntime().availableProcessors());
        gpus = new FakeGpus(0);
        try (Encoder encoder = networks("cpu", "float32").encoder(ENCODER, INPUT)) {
            FloatMatrix images = images(4_800);
            assertSame(encoder.embed(images), onTheProcessor(images));
            assertThat(gpus.passes).containsOnly("cpu x" + 4_800 / cores).hasSize(cores);
            gpus.passes.clear();
            encoder.embed(images(100));
            assertThat(gpus.passes).containsExactly("cpu x100");
            assertThat(loaded("cpu", "float32")).isEqualTo(1);
        }
        assertThat(gpus.open).isZero();
    }

    @Test
    void batchesAreJudgedByOneGpuAfterTheOther() {
        gpus = new FakeGpus(2);
        try (Judge judge = networks("gpu", "float32").judge(HEADS, Judge.noise(2, DIMENSIONS))) {
            for (int rows = 1; rows < 5; rows++) {
                judge.judge(Judge.noise(rows, DIMENSIONS));
            }
        }
        assertThat(gpus.passes).containsExactly("gpu:0 x1", "gpu:1 x2", "gpu:0 x3", "gpu:1 x4");
        assertThat(gpus.open).isZero();
    }

    /** float16 is real here, on the processor. */
    @Test
    void halfPrecisionIsTakenWhereTheFiguresStay() {
        PlacedNetworks networks = networks("gpu:0", "float16");
        try (Encoder encoder = networks.encoder(ENCODER, INPUT);
                Judge judge = networks.judge(HEADS, Judge.noise(500, DIMENSIONS))) {
            assertThat(loaded("gpu:0", "float16")).isEqualTo(2);
            FloatMatrix images = images(5);
            assertThat(encoder.embed(images).values())
                    .usingComparatorWithPrecision(5e-3f)
                    .containsExactly(onTheProcessor(images).values())
                    .isNotEqualTo(onTheProcessor(images).values());
            assertThat(judge.judge(Judge.noise(5, DIMENSIONS)).original().values())
                    .isNotEqualTo(onTheProcessor(HEADS, Judge.noise(5, DIMENSIONS))
                            .original()
                            .values());
        }
        assertThat(gpus.open).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0.2, ''", "0, slow_conv2d_cpu not implemented for 'Half'", "0, CUDA out of memory. Tried to allocate"})
    void otherwiseFullPrecisionServes(float error, String noHalf) {
        gpus.halfError = error;
        gpus.noHalf = noHalf;
        PlacedNetworks networks = networks("gpu:0", "float16");
        try (Encoder encoder = networks.encoder(ENCODER, INPUT);
                Judge judge = networks.judge(HEADS, Judge.noise(500, DIMENSIONS))) {
            assertThat(loaded("gpu:0", "float32")).isEqualTo(2);
            FloatMatrix images = images(5);
            assertThat(encoder.embed(images).values())
                    .isEqualTo(onTheProcessor(images).values());
            assertThat(judge.judge(Judge.noise(5, DIMENSIONS)).corrected().values())
                    .isEqualTo(onTheProcessor(HEADS, Judge.noise(5, DIMENSIONS))
                            .corrected()
                            .values());
            assertThat(gpus.open).as("one copy of each").isEqualTo(2);
        }
        assertThat(gpus.open).isZero();
    }

    @Test
    void theReasonAgainstHalfPrecisionHasItsFigures() {
        gpus.halfError = 0.2f;
        try (Judge full = gpus.judge(HEADS, ComputeDevice.CPU, Precision.FLOAT32);
                Judge half = gpus.judge(HEADS, ComputeDevice.CPU, Precision.FLOAT16);
                Encoder whole = gpus.encoder(ENCODER, INPUT, ComputeDevice.CPU, Precision.FLOAT32);
                Encoder rounded = gpus.encoder(ENCODER, INPUT, ComputeDevice.CPU, Precision.FLOAT16)) {
            assertThat(HalfPrecision.problem(full, half, Judge.noise(500, DIMENSIONS)))
                    .hasValueSatisfying(reason ->
                            assertThat(reason).matches("\\d+ of 500 corrected predictions change, of which 0.5 % may"));
            assertThat(HalfPrecision.problem(whole, rounded))
                    .hasValueSatisfying(
                            reason -> assertThat(reason).contains("of their spread, of which 2.0 % are allowed"));
            assertThat(HalfPrecision.problem(full, full, Judge.noise(9, DIMENSIONS)))
                    .isEmpty();
            assertThat(HalfPrecision.problem(whole, whole)).isEmpty();
        }
    }

    @Test
    void aServiceWithoutTheWishedGpuDoesNotStart() {
        gpus = new FakeGpus(0);
        assertThatThrownBy(() -> networks("gpu", "float32"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("setting device is 'gpu', but the engine sees no GPU; install");
        assertThat(Placement.of(PlatformSettings.from(Settings.of(Map.of())), gpus, "test"))
                .isEqualTo(new Placement(List.of(ComputeDevice.CPU), Precision.FLOAT32));
    }
}
