package dev.pentimento.evaluation.joining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.evaluation.Golden;
import dev.pentimento.evaluation.opinions.JudgedImage;
import dev.pentimento.evaluation.opinions.LineUp;
import dev.pentimento.evaluation.opinions.OpinionBatch;
import dev.pentimento.evaluation.state.Unpacker;
import dev.pentimento.evaluation.state.UnreadableStateException;
import dev.pentimento.evaluation.state.VersionedFormat;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the join stores and receives, in the present format and in the layout before formats had a byte. */
class StoredFormatsTest {
    private static final int LINE_UP = 17;

    private record Stored<T>(String name, VersionedFormat<T> format, T sample) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static StoredImage stored(ImageState state) {
        return StoredImage.of(state, lineUp -> LINE_UP);
    }

    static Stream<Stored<?>> stored() {
        byte[] chunk = Golden.bytes("pending-chunk.former");
        byte[] changes = Arrays.copyOfRange(chunk, 1, chunk.length);
        return Stream.of(
                new Stored<>("image-waiting", StoredImage.FORMAT, stored(Samples.waiting())),
                new Stored<>("image-judged", StoredImage.FORMAT, stored(Samples.judged())),
                new Stored<>("image-unlabelled", StoredImage.FORMAT, stored(Samples.unlabelled())),
                new Stored<>("image-expired", StoredImage.FORMAT, stored(Samples.expired())),
                new Stored<>("line-up", LineUp.FORMAT, Samples.LINE_UP),
                new Stored<>("label-arrival", LabelArrival.FORMAT, Samples.label()),
                new Stored<>("label-withdrawal", LabelArrival.FORMAT, Samples.withdrawal()),
                new Stored<>("opinion-batch", OpinionBatch.FORMAT, Samples.opinions()),
                new Stored<>("pending-hand-overs", PendingChunk.FORMAT, new PendingChunk(1, new byte[0])),
                new Stored<>("pending-chunk", PendingChunk.FORMAT, new PendingChunk(1, changes)));
    }

    @ParameterizedTest
    @MethodSource("stored")
    <T> void thePresentFormatIsWrittenAndRead(Stored<T> stored) {
        byte[] golden = Golden.bytes(stored.name());

        assertThat(stored.format().toBytes(stored.sample())).isEqualTo(golden);
        assertThat(stored.format().fromBytes(golden)).usingRecursiveComparison().isEqualTo(stored.sample());
    }

    @ParameterizedTest
    @MethodSource("stored")
    <T> void theLayoutWithoutFormatByteIsReadAndConverted(Stored<T> stored) {
        byte[] former = Golden.bytes(stored.name() + ".former");

        T read = stored.format().fromBytes(former);
        assertThat(read).usingRecursiveComparison().isEqualTo(stored.sample());
        assertThat(stored.format().toBytes(read)).isEqualTo(Golden.bytes(stored.name()));
    }

    @ParameterizedTest
    @MethodSource("stored")
    void noLayoutWithoutFormatByteBeginsLikeAFormat(Stored<?> stored) {
        byte first = Golden.bytes(stored.name() + ".former")[0];

        assertThat(first < VersionedFormat.FIRST || first % 2 == 0).isTrue();
    }

    @ParameterizedTest
    @MethodSource("stored")
    void damagedBytesAndLaterFormatsAreRefused(Stored<?> stored) {
        byte[] golden = Golden.bytes(stored.name());
        byte[] later = golden.clone();
        later[0] = 0x7F;

        assertThatThrownBy(() -> stored.format().fromBytes(later)).isInstanceOf(UnreadableStateException.class);
        assertThatThrownBy(() -> stored.format().fromBytes(new byte[] {golden[0]}))
                .isInstanceOf(UnreadableStateException.class);
    }

    @Test
    void aJudgedImageIsReadWithTheLineUpOfItsNumber() {
        ImageState state = StoredImage.FORMAT
                .fromBytes(Golden.bytes("image-judged.former"))
                .state("image-1", number -> number == LINE_UP ? Samples.LINE_UP : null);

        assertThat(state).usingRecursiveComparison().isEqualTo(Samples.judged());
    }

    @Test
    void theTraceOfAnImageIsKeptBehindAllElse() {
        SpanContext trace = SpanContext.createFromRemoteParent(
                "0af7651916cd43dd8448eb211c80319c",
                "b7ad6b7169203331",
                TraceFlags.getSampled(),
                TraceState.getDefault());
        ImageState.Judged traced = new ImageState.Judged(
                Samples.judged().sinceMillis(), Samples.image().traced(trace), 2, 1);
        byte[] golden = Golden.bytes("image-traced");

        assertThat(StoredImage.FORMAT.toBytes(stored(traced)))
                .isEqualTo(golden)
                .startsWith(Golden.bytes("image-judged"));
        assertThat(StoredImage.FORMAT.fromBytes(golden).state("image-1", number -> Samples.LINE_UP))
                .usingRecursiveComparison()
                .isEqualTo(traced);
    }

    /** They read what is before the trace, and no further. */
    @Test
    void aReleaseWithoutTracesReadsTheImageOfOneThatHasThem() {
        StoredImage.Packed packed = (StoredImage.Packed) StoredImage.FORMAT.fromBytes(Golden.bytes("image-traced"));

        JudgedImage read = JudgedImage.read(new Unpacker(packed.image()), "image-1", Samples.LINE_UP);

        assertThat(read).usingRecursiveComparison().isEqualTo(Samples.image());
    }

    @Test
    void aCorrectionThatChangesNothingIsReadAsTheSameOpinion() {
        ImageState.Judged state = (ImageState.Judged) StoredImage.FORMAT
                .fromBytes(Golden.bytes("image-unlabelled"))
                .state("image-2", number -> Samples.LINE_UP);

        assertThat(state.image().opinions().corrected())
                .isSameAs(state.image().opinions().original());
    }
}
