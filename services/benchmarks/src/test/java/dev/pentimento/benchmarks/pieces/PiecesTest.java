package dev.pentimento.benchmarks.pieces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each piece does its work. How long it takes is JMH's affair. */
class PiecesTest {
    @TempDir
    static Path folder;

    @BeforeAll
    static void storeTheVersionHere() {
        System.setProperty(JudgedBatch.FOLDER, folder.toString());
    }

    @AfterAll
    static void forgetIt() {
        System.clearProperty(JudgedBatch.FOLDER);
    }

    @Test
    void imagesAreDecodedEmbeddedAndJudged() throws Exception {
        NetworkPieces pieces = new NetworkPieces();
        pieces.prepare();

        assertThat(pieces.decodePng28()).hasSize(28 * 28).doesNotContain(Float.NaN);
        assertThat(pieces.decodeJpeg224()).hasSize(3 * 224 * 224);
        assertThat(pieces.encoder().rows()).isEqualTo(JudgedBatch.SIZE);
        assertThat(pieces.heads().original().rows()).isEqualTo(JudgedBatch.SIZE);
        pieces.close();
    }

    @Test
    void recordsAreTheSameAfterBothWays() throws Exception {
        AvroPieces pieces = new AvroPieces();
        pieces.prepare();

        assertThat(pieces.decodeImage().toByteBuffer()).isEqualTo(pieces.encodeImage());
        assertThat(pieces.decodeEmbeddings().getImages()).hasSize(JudgedBatch.SIZE);
        assertThat(pieces.decodeEmbeddings().toByteBuffer()).isEqualTo(pieces.encodeEmbeddings());
        assertThat(pieces.decodePrediction().toByteBuffer()).isEqualTo(pieces.encodePrediction());
    }

    @Test
    void theEvaluationCountsEveryImage() {
        EvaluationPieces pieces = new EvaluationPieces();
        pieces.prepare();

        pieces.drift();
        pieces.drift();
        assertThat(pieces.quality().due(Long.MAX_VALUE))
                .flatExtracting(key -> pieces.quality().revise(key).stream().toList())
                .isNotEmpty()
                .allSatisfy(window -> {
                    assertThat(window.getImages()).isPositive();
                    assertThat(window.getImages() % JudgedBatch.SIZE).isZero();
                });
        EvaluationPieces.Join join = new EvaluationPieces.Join();
        join.prepare(pieces);
        for (int batch = 1; batch <= 2; batch++) {
            join.next(pieces);
            pieces.join(join);
            assertThat(join.images()).isEqualTo(batch * JudgedBatch.SIZE);
        }
        join.close();
        pieces.close();
    }

    @Test
    void theFolderOfTheVersionMustBeNamed() {
        System.clearProperty(JudgedBatch.FOLDER);
        try {
            assertThatThrownBy(JudgedBatch::make)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("set -Dpentimento.pieces.folder=FOLDER");
        } finally {
            storeTheVersionHere();
        }
    }

    @Test
    void aPieceIsShownInWords() {
        assertThat(PiecesBenchmark.title(NetworkPieces.class.getName() + ".decodePng28"))
                .isEqualTo("network: decode png 28");
        assertThat(PiecesBenchmark.title(EvaluationPieces.class.getName() + ".join"))
                .isEqualTo("evaluation: join");
    }
}
