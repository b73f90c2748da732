package dev.pentimento.benchmarks.pieces;

import dev.pentimento.evaluation.EvaluationSettings;
import dev.pentimento.evaluation.drift.DriftBatch;
import dev.pentimento.evaluation.drift.DriftCounting;
import dev.pentimento.evaluation.drift.DriftFold;
import dev.pentimento.evaluation.drift.DriftState;
import dev.pentimento.evaluation.opinions.JudgedImage;
import dev.pentimento.evaluation.quality.QualityFold;
import dev.pentimento.evaluation.quality.QualityState;
import dev.pentimento.evaluation.quality.QualityTally;
import dev.pentimento.evaluation.quality.TallyChange;
import dev.pentimento.evaluation.quality.TallyKey;
import dev.pentimento.evaluation.state.UnreadableState;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Settings;
import dev.pentimento.serving.judges.Reference;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What the evaluation does for an image after the heads. Every image has a label here. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls prepare() first
public class EvaluationPieces {
    private JudgedBatch batch;
    private List<JudgedImage> images;
    private Reference reference;
    private DriftCounting counting;
    private DriftCounting.Moves moves;
    private DriftFold drift;
    private QualityFold quality;
    private TallyKey window;

    /** The join in a stream of its own; apart from the rest, because only it needs a folder. */
    @State(Scope.Benchmark)
    public static class Join {
        private JoinStream stream;
        private byte[] opinions;

        @Setup
        public void prepare(EvaluationPieces pieces) {
            stream = new JoinStream();
        }

        /** New images: an id that comes again would be found. */
        @Setup(Level.Invocation)
        public void next(EvaluationPieces pieces) {
            opinions = stream.opinions(pieces.images);
        }

        /** The number of images that are stored. */
        long images() {
            return stream.images();
        }

        @TearDown
        public void close() {
            stream.close();
        }
    }

    @Setup
    public void prepare() {
        batch = JudgedBatch.make();
        images = batch.images();
        PlatformSettings platform = PlatformSettings.from(Settings.of(Map.of()));
        EvaluationSettings settings = EvaluationSettings.from(Settings.of(Map.of()), platform);
        reference = Objects.requireNonNull(batch.model().heads().reference());
        counting = new DriftCounting(settings.eventTime());
        moves = new DriftCounting.Moves(
                batch.judged().displacements(reference), batch.model().heads().displacement());
        drift = new DriftFold(settings.drift(), DriftState.inMemory(), new UnreadableState(new SimpleMeterRegistry()));
        quality = new QualityFold(settings.quality(), QualityState.inMemory());
        window = new TallyKey(
                batch.judged().lineUp().champion(),
                "bench",
                settings.eventTime().windowStart(images.get(0)));
    }

    @TearDown
    public void close() {
        batch.model().close();
    }

    /** Counts a batch, and advances the detectors and windows. */
    @Benchmark
    @OperationsPerInvocation(JudgedBatch.SIZE)
    public Object drift() {
        DriftBatch counts = counting.count(batch.judged(), images, reference, moves, 1);
        return drift.add(counts, reference, 0);
    }

    /** Counts a batch with its labels, and merges the counts into windows and totals. */
    @Benchmark
    @OperationsPerInvocation(JudgedBatch.SIZE)
    public QualityFold quality() {
        QualityTally tally = new QualityTally(batch.judged().lineUp().classes());
        for (int index = 0; index < JudgedBatch.SIZE; index++) {
            JudgedImage image = images.get(index);
            tally.seen(image.lineUp(), image.opinions());
            tally.label(image.lineUp(), image.opinions(), batch.label(index));
            tally.evidence(image.lineUp(), image.opinions(), batch.label(index));
        }
        quality.add(List.of(new TallyChange(window, tally)), 0);
        return quality;
    }

    /** Reads opinions, and stores each image in RocksDB and its changelog, where its label will find it. */
    @Benchmark
    @OperationsPerInvocation(JudgedBatch.SIZE)
    public void join(Join join) {
        join.stream.process(join.opinions);
    }
}
