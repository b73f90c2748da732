package dev.pentimento.evaluation.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.HexFormat;
import java.util.Random;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionedFormatTest {
    private static final long SEED = 5;

    /** A name and how often; before, there was the name alone. */
    private record Counted(String name, long times) {}

    private static final VersionedFormat<Counted> FORMAT = VersionedFormat.<Counted>of(
                    7,
                    (value, packer) -> packer.text(value.name()).number(value.times()),
                    unpacker -> new Counted(unpacker.text(), unpacker.number()))
            .reads(5, unpacker -> new Counted(unpacker.text(), 1))
            .readsWithoutFormat(unpacker -> new Counted(unpacker.text(), unpacker.number()))
            .readsWithoutFormat(unpacker -> new Counted(unpacker.text(), 1));

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Serde<Counted> serde = FORMAT.serde("names", new UnreadableState(metrics));

    private double dropped() {
        return metrics.get("pentimento.evaluation.state.unreadable")
                .tag("store", "names")
                .counter()
                .count();
    }

    @Test
    void aValueIsWrittenInThePresentFormatAndReadAgain() {
        byte[] bytes = FORMAT.toBytes(new Counted("cat", 3));

        assertThat(bytes).containsExactly(7, 6, 'c', 'a', 't', 6);
        assertThat(FORMAT.fromBytes(bytes)).isEqualTo(new Counted("cat", 3));
    }

    @Test
    void anEarlierFormatHasItsReader() {
        assertThat(FORMAT.fromBytes(new byte[] {5, 6, 'c', 'a', 't'})).isEqualTo(new Counted("cat", 1));
    }

    @Test
    void aLayoutWithoutFormatIsTheOneThatTheBytesFit() {
        assertThat(FORMAT.fromBytes(new byte[] {6, 'c', 'a', 't', 6})).isEqualTo(new Counted("cat", 3));
        assertThat(FORMAT.fromBytes(new byte[] {6, 'c', 'a', 't'})).isEqualTo(new Counted("cat", 1));
    }

    @Test
    void noValueWithoutFormatBeginsWithAFormatByte() {
        Random random = new Random(SEED);
        for (int i = 0; i < 10_000; i++) {
            long number = random.nextLong() >>> 1 + random.nextInt(62);
            byte first = new Packer().number(number).toBytes()[0];
            assertThat(first % 2)
                    .as("first byte of " + number + ", seed " + SEED)
                    .isZero();
        }
        assertThat(VersionedFormat.FIRST).as("kinds of images and marks").isGreaterThan(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "05", "0706", "07066361740600", "09", "7f", "0b0663617406", "06636174060606", "ff", "03"})
    void whatCannotBeReadIsDroppedAndCounted(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);

        assertThatThrownBy(() -> FORMAT.fromBytes(bytes)).isInstanceOf(UnreadableStateException.class);
        assertThat(serde.deserializer().deserialize("", bytes)).isNull();
        assertThat(dropped()).isEqualTo(1);
    }

    @Test
    void damagedLengthsTakeNoMemory() {
        byte[] large = new Packer().number(Integer.MAX_VALUE).number(0).toBytes();
        assertThatThrownBy(() -> new Unpacker(large).sparse()).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> new Unpacker(large).bytes()).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void anUnknownFormatIsNamed() {
        assertThatThrownBy(() -> FORMAT.fromBytes(new byte[] {9, 1})).hasMessage("format 9 is unknown");
    }

    @Test
    void aMissingValueStaysMissing() {
        assertThat(serde.serializer().serialize("", null)).isNull();
        assertThat(serde.deserializer().deserialize("", null)).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 6, 128, 129})
    void aFormatThatAnEarlierValueCouldBeginWithIsRefused(int format) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VersionedFormat.of(format, (value, packer) -> {}, unpacker -> ""))
                .withMessageContaining("odd number");
    }

    @Test
    void aFormatHasOneReader() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VersionedFormat.of(5, (value, packer) -> {}, unpacker -> "")
                        .reads(5, unpacker -> ""))
                .withMessageContaining("has a reader");
    }

    @Test
    void aMarkIsTheFormatByteAlone() {
        assertThat(Mark.FORMAT.toBytes(Mark.PRESENT)).containsExactly(5);
        assertThat(Mark.FORMAT.fromBytes(new byte[] {1})).isEqualTo(Mark.PRESENT);
        assertThatThrownBy(() -> Mark.FORMAT.fromBytes(new byte[] {2})).isInstanceOf(UnreadableStateException.class);
    }
}
