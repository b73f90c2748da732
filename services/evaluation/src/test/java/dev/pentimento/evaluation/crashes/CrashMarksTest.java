package dev.pentimento.evaluation.crashes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.serving.faults.MachineFaultException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashMarksTest {
    private static final Place BATCH = Place.batch(3, 4711);

    @TempDir
    Path folder;

    /** As a new process finds them. */
    private CrashMarks opened() {
        CrashMarks marks = new CrashMarks(folder.resolve("crashes"));
        marks.open(3);
        return marks;
    }

    private static void crash(CrashMarks marks, Place place) {
        assertThatThrownBy(() -> marks.during(place, () -> {
                    throw new InternalError("the process ends here");
                }))
                .isInstanceOf(InternalError.class);
    }

    @Test
    void twoEndsAreTooMany() {
        crash(opened(), BATCH);
        assertThat(opened().tooOften(BATCH)).as("one may be a coincidence").isFalse();

        crash(opened(), BATCH);
        assertThat(opened().tooOften(BATCH)).isTrue();
        assertThat(opened().ends(BATCH.image(5))).as("an image of it").isZero();
    }

    @Test
    void endsOfSeveralImagesOfABatchAreRemembered() {
        for (int end = 0; end < 2; end++) {
            crash(opened(), BATCH.image(0));
            crash(opened(), BATCH.image(17));
        }

        CrashMarks marks = opened();
        assertThat(marks.tooOften(BATCH.image(0))).isTrue();
        assertThat(marks.tooOften(BATCH.image(17))).isTrue();
        assertThat(marks.tooOften(BATCH.image(1))).isFalse();
    }

    @Test
    void anEndOutsideOfJudgingAccusesNothing() {
        CrashMarks marks = opened();
        assertThat(marks.during(BATCH, () -> "judged")).isEqualTo("judged");

        assertThat(opened().ends(BATCH)).isZero();
    }

    @Test
    void aFailureThatIsNotTheMachinesAccusesNothing() {
        CrashMarks marks = opened();
        assertThatThrownBy(() -> marks.during(BATCH, () -> {
                    throw new IllegalStateException("a network raised this");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(opened().ends(BATCH)).isZero();
    }

    @Test
    void aFailureOfTheMachineAccuses() {
        CrashMarks marks = opened();
        assertThatThrownBy(() -> marks.during(BATCH, () -> {
                    throw new MachineFaultException("lost", new IllegalStateException("CUDA error"));
                }))
                .isInstanceOf(MachineFaultException.class);

        assertThat(opened().ends(BATCH)).isEqualTo(1);
    }

    @Test
    void filesThatAreNoMarksSayNothingAndAFolderThatCannotBeMadeCostsNothing() throws IOException {
        Files.createDirectories(folder.resolve("crashes"));
        Files.writeString(folder.resolve("crashes").resolve("judging-3"), "\0\0\0");
        Files.writeString(folder.resolve("crashes").resolve("ends"), "3 4711 -1\nnothing\n3 4711 -1\n");
        assertThat(opened().ends(BATCH)).isEqualTo(2);

        Files.writeString(folder.resolve("file"), "");
        CrashMarks nowhere = new CrashMarks(folder.resolve("file").resolve("crashes"));
        nowhere.open(3);
        assertThat(nowhere.during(BATCH, () -> "judged")).isEqualTo("judged");
        nowhere.close(3);
    }

    @Test
    void onlyTheLatestEndsAreKept() throws IOException {
        for (int end = 0; end < 1_100; end++) {
            CrashMarks marks = opened();
            crash(marks, Place.batch(3, end));
            marks.close(3);
        }
        assertThat(opened().ends(Place.batch(3, 1_099))).isEqualTo(1);
        assertThat(opened().ends(Place.batch(3, 0))).isZero();
        assertThat(Files.readAllLines(folder.resolve("crashes").resolve("ends")))
                .hasSize(1_000);
    }
}
