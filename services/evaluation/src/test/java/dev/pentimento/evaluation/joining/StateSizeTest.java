package dev.pentimento.evaluation.joining;

import static dev.pentimento.evaluation.TestStream.BEGIN;
import static dev.pentimento.evaluation.TestStream.ENCODER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.evaluation.opinions.ArmOpinions;
import dev.pentimento.evaluation.opinions.JudgedImage;
import dev.pentimento.evaluation.opinions.LineUp;
import dev.pentimento.evaluation.state.Bytes;
import dev.pentimento.events.EmbeddingPosition;
import dev.pentimento.events.RecordPosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteOptions;

/** What the join keeps of an image without a label, and of one that has waited too long: ten classes, original, corrected and a candidate, a UUID for id. */
class StateSizeTest {
    private static final int MOST_BYTES = 200;
    /** How to size the disk in docs/how-to/operate.md has this figure, and that of the test that prints it. */
    private static final int MOST_BYTES_EXPIRED = 60;

    private static final int IMAGES = 100_000;
    private static final List<String> TEN = List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j");
    private static final LineUp LINE_UP = new LineUp("v1", ENCODER, TEN, List.of("c1"));

    private final Random random = new Random(4);

    @BeforeAll
    static void load() {
        RocksDB.loadLibrary();
    }

    private float[] chances() {
        float[] chances = new float[TEN.size()];
        for (int i = 0; i < chances.length; i++) {
            chances[i] = random.nextFloat() / TEN.size();
        }
        return chances;
    }

    /** Coordinates as large as they get in years. */
    private JudgedImage image(int number) {
        return new JudgedImage(
                new UUID(random.nextLong(), random.nextLong()).toString(),
                new RecordPosition(11, 123_456_789_012L + number),
                new EmbeddingPosition(11, 12_345_678_901L + number / 512, number % 512),
                BEGIN.toEpochMilli() + number,
                BEGIN.plusMillis(number).minusSeconds(5),
                "scanner-17",
                LINE_UP,
                new ArmOpinions(chances(), chances(), List.of(chances())));
    }

    private static byte[] state(JudgedImage image) {
        ImageState judged = new ImageState.Judged(image.timestampMillis(), image, 0, ImageState.UNLABELLED);
        return StoredImage.FORMAT.toBytes(StoredImage.of(judged, lineUp -> 17));
    }

    @Test
    void keyAndValueOfAnUnlabelledImageTakeAtMostTwoHundredBytes() {
        JudgedImage image = image(0);

        assertThat(Bytes.ofText(image.id()).length + state(image).length).isLessThanOrEqualTo(MOST_BYTES);
    }

    @Test
    void onDiskAnUnlabelledImageTakesAtMostTwoHundredBytes(@TempDir Path folder) throws Exception {
        double each = bytesOnDisk(folder, StateSizeTest::state);
        System.out.printf("RocksDB takes %.1f bytes for each of %d unlabelled images%n", each, IMAGES);
        assertThat(each).isLessThanOrEqualTo(MOST_BYTES);
    }

    @Test
    void onDiskAnImageThatHasWaitedTooLongTakesAtMostSixtyBytes(@TempDir Path folder) throws Exception {
        double each = bytesOnDisk(
                folder,
                image -> StoredImage.FORMAT.toBytes(
                        StoredImage.of(new ImageState.Expired(image.timestampMillis()), lineUp -> 17)));
        System.out.printf("RocksDB takes %.1f bytes for each of %d expired images%n", each, IMAGES);
        assertThat(each).isLessThanOrEqualTo(MOST_BYTES_EXPIRED);
    }

    private double bytesOnDisk(Path folder, Function<JudgedImage, byte[]> state) throws Exception {
        // as Kafka Streams sets it up
        BlockBasedTableConfig table =
                new BlockBasedTableConfig().setBlockSize(4096).setFilterPolicy(new BloomFilter());
        try (Options options = new Options()
                        .setCreateIfMissing(true)
                        .setTableFormatConfig(table)
                        .setCompressionType(CompressionType.NO_COMPRESSION);
                WriteOptions noLog = new WriteOptions().setDisableWAL(true);
                RocksDB rocks = RocksDB.open(options, folder.toString())) {
            for (int i = 0; i < IMAGES; i++) {
                JudgedImage image = image(i);
                rocks.put(noLog, Bytes.ofText(image.id()), state.apply(image));
            }
            rocks.compactRange();
        }
        return (double) size(folder) / IMAGES;
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".sst"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
