package dev.pentimento.learning.image.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.learning.fuzzing.Damage;
import dev.pentimento.learning.image.header.PngChunk;
import dev.pentimento.learning.image.header.PngHeader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PngPixelsTest {
    /** Rows are inflated together, by an inflater that other images used before; neither may make a difference. */
    @Test
    void aDamagedImageGivesWhatARowAtATimeGives() {
        List<byte[]> files = List.of(
                new PngWriter(28, 28, 8, 0, false).random(new Random(1)),
                new PngWriter(9, 300, 8, 2, false).random(new Random(2)),
                new PngWriter(700, 40, 16, 4, false).random(new Random(3)),
                new PngWriter(300, 120, 8, 0, false).uniform((byte) 7));
        int read = 0;
        for (int seed = 0; seed < 3_000; seed++) {
            byte[] damaged = Damage.of(files.get(seed % files.size()), seed);
            byte @Nullable [][] expected = rowByRow(damaged);
            read += expected == null ? 0 : 1;

            assertThat(rows(damaged)).as("rows of damaged file %d", seed).isDeepEqualTo(expected);
        }
        assertThat(read).as("files that can be read").isBetween(100, 2_900);
    }

    private static byte @Nullable [][] rows(byte[] content) {
        try {
            PngChunk data = data(content);
            PngHeader header = PngHeader.of(PngChunk.first(content));
            try (PngPixels pixels = new PngPixels(header, data, Stopwatch.none())) {
                List<byte[]> rows = new ArrayList<>();
                pixels.begin(header.width(), header.height());
                for (int y = 0; y < header.height(); y++) {
                    rows.add(pixels.next().clone());
                }
                return rows.toArray(byte[][]::new);
            }
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    /** Each filter's number and each row is inflated alone, by an inflater that no image used before. */
    private static byte @Nullable [][] rowByRow(byte[] content) {
        Inflater inflater = new Inflater();
        try {
            PngChunk[] chunk = {data(content)};
            PngHeader header = PngHeader.of(PngChunk.first(content));
            inflater.setInput(chunk[0].content(), chunk[0].dataAt(), chunk[0].available());
            byte[][] rows = new byte[header.height()][(int) header.storedBytes(header.width())];
            for (int y = 0; y < rows.length; y++) {
                byte[] filter = new byte[1];
                inflate(inflater, chunk, filter);
                inflate(inflater, chunk, rows[y]);
                byte[] above = y == 0 ? new byte[rows[0].length] : rows[y - 1];
                PngFilter.undo(filter[0], rows[y], above, header.bands() * header.bits() / 8);
            }
            return rows;
        } catch (IOException | DataFormatException | RuntimeException e) {
            return null;
        } finally {
            inflater.end();
        }
    }

    private static void inflate(Inflater inflater, PngChunk[] chunk, byte[] to)
            throws IOException, DataFormatException {
        for (int done = 0; done < to.length; ) {
            int more = inflater.inflate(to, done, to.length - done);
            done += more;
            if (more == 0) {
                if (!inflater.needsInput() || inflater.finished()) {
                    throw new IOException("no more data");
                }
                chunk[0] = chunk[0].next();
                if (!chunk[0].is("IDAT")) {
                    throw new IOException("no more data");
                }
                inflater.setInput(chunk[0].content(), chunk[0].dataAt(), chunk[0].available());
            }
        }
    }

    /** The first chunk of image data, if the image is a small one of eight or more bits that is not interlaced. */
    private static PngChunk data(byte[] content) throws IOException {
        PngHeader header = PngHeader.of(PngChunk.first(content));
        if (header.interlaced() || header.bits() < 8 || header.width() > 4_000 || header.height() > 4_000) {
            throw new IOException("not of this test");
        }
        if (header.width() < 1 || header.height() < 1) {
            throw new IOException("no pixels");
        }
        PngChunk chunk = PngChunk.first(content);
        while (!chunk.is("IDAT")) {
            chunk = chunk.next();
        }
        return chunk;
    }
}
