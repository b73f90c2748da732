package dev.pentimento.evaluation;

import static dev.pentimento.evaluation.TestStream.BEGIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.evaluation.state.Bytes;
import dev.pentimento.events.DeadLetterReason;
import dev.pentimento.events.Outcome;
import dev.pentimento.events.QualityWindow;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelsMeetImagesTest {
    @TempDir
    Path state;

    private TestStream stream;

    @BeforeEach
    void open() {
        stream = new TestStream(state);
    }

    @AfterEach
    void close() {
        stream.close();
    }

    @Test
    void anInternalRecordWithoutAKeyHarmsNothing() {
        stream.image("a", "cat");
        stream.label("a", "dog");
        byte[] label = stream.between("labels-by-image").get(0);
        stream.handOn("labels-by-image", null, label);
        stream.label("a", "cat");
        assertThat(total().getLabelled()).isEqualTo(1);
        assertThat(stream.outcomes()).hasSize(2);
    }

    private QualityWindow total() {
        return stream.quality().get("v1|all|total");
    }

    @Test
    void aLabelAfterItsImageMakesAnOutcome() {
        stream.image("a", "cat");
        stream.label("a", "dog");
        assertThat(stream.outcomes()).singleElement().satisfies(outcome -> {
            assertThat(outcome.getImageId()).isEqualTo("a");
            assertThat(outcome.getLabel()).isEqualTo("dog");
            assertThat(outcome.getLabelRevision()).isEqualTo(1);
            assertThat(outcome.getPreviousLabel()).isNull();
            assertThat(outcome.getOriginal())
                    .isEqualTo(stream.predictions().get(0).getOriginal());
            assertThat(outcome.getCorrected().getLabel()).isEqualTo("dog");
            assertThat(outcome.getImage()).isEqualTo(stream.predictions().get(0).getImage());
            assertThat(outcome.getEmbedding())
                    .isEqualTo(stream.predictions().get(0).getEmbedding());
        });
    }

    @Test
    void aLabelBeforeItsImageMakesTheSameOutcome() {
        stream.label("a", "dog");
        assertThat(stream.outcomes()).isEmpty();
        stream.image("a", "cat");
        assertThat(stream.outcomes()).extracting(Outcome::getLabel).containsExactly("dog");
        assertThat(total().getLabelled()).isEqualTo(1);
    }

    @Test
    void labelsBeforeTheirImageAreTakenInTheirOrder() {
        stream.label("a", "dog");
        stream.label("a", "owl");
        stream.image("a", "cat");
        assertThat(stream.outcomes()).extracting(Outcome::getLabel).containsExactly("dog", "owl");
        assertThat(stream.outcomes()).extracting(Outcome::getLabelRevision).containsExactly(1, 2);
    }

    @Test
    void theSameLabelAgainSaysNothing() {
        stream.image("a", "cat");
        stream.label("a", "dog");
        stream.label("a", "dog");
        assertThat(stream.outcomes()).hasSize(1);
        assertThat(stream.counter("labels.repeated")).isEqualTo(1);
        assertThat(total().getLabelled()).isEqualTo(1);
    }

    @Test
    void aChangedLabelChangesQualityButNotEvidence() {
        stream.image("a", "cat");
        stream.label("a", "dog");
        QualityWindow first = total();
        stream.label("a", "cat");
        assertThat(stream.outcomes()).last().satisfies(outcome -> {
            assertThat(outcome.getLabelRevision()).isEqualTo(2);
            assertThat(outcome.getPreviousLabel()).isEqualTo("dog");
        });
        QualityWindow second = total();
        assertThat(first.getArms().get(0).getAccuracy()).isEqualTo(0);
        assertThat(first.getArms().get(1).getAccuracy()).isEqualTo(1);
        assertThat(second.getArms().get(0).getAccuracy()).isEqualTo(1);
        assertThat(second.getArms().get(1).getAccuracy()).isEqualTo(0);
        assertThat(second.getLabelled()).isEqualTo(1);
        assertThat(second.getComparisons()).isEqualTo(first.getComparisons());
        assertThat(second.getComparisons().get(0).getHelped()).isEqualTo(1);
        assertThat(second.getRevision()).isGreaterThan(first.getRevision());
    }

    @Test
    void aLabelTakenBackLeavesTheCountsAsBefore() {
        stream.image("a", "cat");
        QualityWindow before = total();
        stream.label("a", "dog");
        stream.label("a", null);
        assertThat(stream.outcomes()).last().satisfies(outcome -> {
            assertThat(outcome.getLabel()).isNull();
            assertThat(outcome.getPreviousLabel()).isEqualTo("dog");
        });
        QualityWindow after = total();
        assertThat(after.getLabelled()).isZero();
        assertThat(after.getArms()).isEqualTo(before.getArms());
        assertThat(after.getComparisons().get(0).getLabelled()).isEqualTo(1);
    }

    @Test
    void aRecordWithoutValueTakesBackTheLabelOfTheImageThatItsKeyNames() {
        stream.image("a", "cat");
        stream.label("a", "dog");
        stream.labelBytes(Bytes.ofText("a"), null, new RecordHeaders());
        assertThat(stream.outcomes()).extracting(Outcome::getLabel).containsExactly("dog", null);
        assertThat(total().getLabelled()).isZero();
        assertThat(stream.counter("labels.withdrawn")).isEqualTo(1);
    }

    @Test
    void aRecordWithoutValueMayComeBeforeItsImageAndBeHeld() {
        stream.label("a", "dog");
        stream.labelBytes(Bytes.ofText("a"), null, new RecordHeaders());
        stream.label("a", "owl");
        stream.image("a", "cat");
        assertThat(stream.outcomes()).extracting(Outcome::getLabel).containsExactly("dog", null, "owl");
        assertThat(stream.counter("labels.early")).isEqualTo(3);
    }

    @Test
    void aRecordWithoutValueThatNamesNoImageIsADeadLetter() {
        stream.labelBytes(null, null, new RecordHeaders());
        stream.labelBytes(new byte[] {(byte) 0xC3, 0x28}, null, new RecordHeaders());
        assertThat(stream.deadLetters())
                .extracting(letter -> letter.getReason())
                .containsExactly(DeadLetterReason.UNDECODABLE_RECORD, DeadLetterReason.INVALID_FIELD);
        assertThat(stream.deadLetters())
                .allSatisfy(letter -> assertThat(letter.getContent()).isNull());
    }

    @Test
    void aLabelOfAnUnknownSchemaIsADeadLetterAndTheStreamGoesOn() {
        stream.image("a", "cat");
        stream.labelBytes(new byte[] {0, 0, 1, 0, 0, 7}, BEGIN);
        stream.label("a", "dog");
        assertThat(stream.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.getReason()).isEqualTo(DeadLetterReason.UNKNOWN_SCHEMA);
            assertThat(letter.getDetail()).contains("65536");
        });
        assertThat(stream.outcomes()).hasSize(1);
    }

    @Test
    void aLabelThatWaitedInVainKeepsItsHeadersInTheDeadLetter() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("trace", new byte[] {5});
        headers.add("empty", null);
        stream.labelBytes(Bytes.ofText("never"), null, headers);
        stream.pass(Duration.ofDays(60));
        stream.embed(
                List.of(stream.image("later", null, BEGIN.plus(Duration.ofDays(31)), null)), new float[] {1, 2, 3});
        stream.pass(Duration.ofHours(2));
        assertThat(stream.deadLetters())
                .extracting(letter -> letter.getReason())
                .containsExactly(DeadLetterReason.LABEL_WITHOUT_IMAGE);
        assertThat(stream.letterHeaders().lastHeader("trace").value()).containsExactly(5);
        assertThat(stream.letterHeaders().lastHeader("empty").value()).isNull();
        assertThat(stream.letterHeaders().lastHeader("pentimento.reason").value())
                .asString()
                .isEqualTo("LABEL_WITHOUT_IMAGE");
    }

    @Test
    void changedAndRepeatedLabelsAndIdsAreCounted() {
        stream.image("a", "cat");
        stream.label("a", "dog");
        stream.label("a", "owl");
        stream.label("a", "owl");
        stream.image("a", "cat");
        assertThat(stream.counter("labels.changed")).isEqualTo(1);
        assertThat(stream.counter("labels.repeated")).isEqualTo(1);
        assertThat(stream.counter("image.ids.repeated")).isEqualTo(1);
    }

    @Test
    void aLabelThatWasTakenBackAndGivenAgainIsNoNewEvidence() {
        stream.image("a", "cat");
        stream.label("a", "dog");
        stream.label("a", null);
        stream.label("a", "cat");
        assertThat(stream.outcomes())
                .last()
                .extracting(Outcome::getLabelRevision)
                .isEqualTo(3);
        assertThat(total().getComparisons().get(0).getLabelled()).isEqualTo(1);
        assertThat(total().getComparisons().get(0).getHelped()).isEqualTo(1);
        assertThat(total().getComparisons().get(0).getHurt()).isZero();
    }

    @Test
    void takingBackWhatNobodySaidDoesNothing() {
        stream.label("a", null);
        stream.image("a", "cat");
        stream.label("a", null);
        assertThat(stream.outcomes()).isEmpty();
        assertThat(stream.deadLetters()).isEmpty();
    }

    @Test
    void aClassThatTheModelDoesNotKnowIsADeadLetterAndNoRevision() {
        stream.image("a", "cat");
        stream.label("a", "fish");
        stream.label("a", "cat");
        assertThat(stream.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.getReason()).isEqualTo(DeadLetterReason.UNKNOWN_CLASS);
            assertThat(letter.getDetail()).contains("fish", "cat, dog, owl");
            assertThat(letter.getTopic()).isEqualTo("labels");
        });
        assertThat(stream.outcomes()).extracting(Outcome::getLabelRevision).containsExactly(1);
    }

    @Test
    void aLabelWithoutAnImageIdIsADeadLetter() {
        stream.label("", "cat");
        assertThat(stream.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.getReason()).isEqualTo(DeadLetterReason.INVALID_FIELD);
            assertThat(letter.getDetail()).contains("imageId");
        });
    }

    @Test
    void aLabelThatIsTooLongIsADeadLetterBeforeItIsKept() {
        stream.label("a", "x".repeat(1025));
        stream.label("b".repeat(1025), "cat");
        RecordHeaders headers = new RecordHeaders();
        headers.add("trace", new byte[32 << 10]);
        stream.labelBytes(Bytes.ofText("c"), null, headers);
        RecordHeaders empty = new RecordHeaders();
        for (int i = 0; i < 3_000; i++) {
            empty.add("", null);
        }
        stream.labelBytes(Bytes.ofText("d"), null, empty);
        assertThat(stream.deadLetters())
                .hasSize(4)
                .allSatisfy(letter -> assertThat(letter.getReason()).isEqualTo(DeadLetterReason.INVALID_FIELD))
                .extracting(letter -> letter.getDetail())
                .anyMatch(detail -> detail.startsWith("label has 1025 characters"))
                .anyMatch(detail -> detail.startsWith("imageId has 1025 characters"))
                .anyMatch(detail -> detail.contains("at most 32768"));
    }

    @Test
    void ofTooManyLabelsThatWaitOneGivesWayAndIsTold() {
        for (int i = 0; i < 17; i++) {
            stream.label("a", i % 2 == 0 ? "cat" : "dog");
        }
        assertThat(stream.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.getReason()).isEqualTo(DeadLetterReason.LABEL_WITHOUT_IMAGE);
            assertThat(letter.getDetail()).contains("16 labels wait");
            assertThat(letter.getOffset()).isEqualTo(15);
        });
    }

    @Test
    void aLabelThatCannotBeDecodedIsADeadLetterWithItsCoordinates() {
        stream.label("a", "cat");
        stream.labelBytes(new byte[] {9, 9}, BEGIN);
        assertThat(stream.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.getReason()).isEqualTo(DeadLetterReason.UNDECODABLE_RECORD);
            assertThat(letter.getOffset()).isEqualTo(1);
            assertThat(letter.getSize()).isEqualTo(2);
        });
    }

    @Test
    void anIdThatComesAgainIsANewImageAndTakesTheLabelsFromThenOn() {
        stream.image("a", "cat");
        stream.label("a", "cat");
        stream.image("a", "dog");
        stream.label("a", "dog");
        assertThat(stream.predictions()).hasSize(2);
        assertThat(stream.outcomes()).hasSize(2);
        assertThat(stream.outcomes().get(1).getLabelRevision()).isEqualTo(1);
        assertThat(stream.outcomes().get(1).getImage())
                .isEqualTo(stream.predictions().get(1).getImage());
        assertThat(total().getImages()).isEqualTo(2);
        assertThat(total().getLabelled()).isEqualTo(2);
    }

    @Test
    void aLabelJustWithinRetentionIsJoinedAndALaterOneIsTooLate() {
        stream.image("a", "cat");
        stream.image("b", "cat");
        stream.label("a", "dog", BEGIN.plus(Duration.ofDays(30)));
        stream.pass(Duration.ofDays(40));
        stream.label("b", "dog", BEGIN.plus(Duration.ofDays(30)).plusMillis(1));
        assertThat(stream.outcomes()).extracting(Outcome::getImageId).containsExactly("a");
        assertThat(stream.deadLetters())
                .extracting(letter -> letter.getReason())
                .containsExactly(DeadLetterReason.LABEL_TOO_LATE);
    }

    @Test
    void aLabelIsTooLateEvenWhenTheSpaceOfItsImageWasGivenBack() {
        stream.image("a", "cat");
        stream.pass(Duration.ofDays(60));
        stream.image("b", "cat");
        stream.embed(
                List.of(stream.image("later", null, BEGIN.plus(Duration.ofDays(31)), null)), new float[] {1, 2, 3});
        stream.pass(Duration.ofHours(2));
        stream.label("a", "dog", BEGIN.plus(Duration.ofDays(31)));
        assertThat(stream.deadLetters())
                .extracting(letter -> letter.getReason())
                .containsExactly(DeadLetterReason.LABEL_TOO_LATE);
    }

    @Test
    void aLabelWhoseImageNeverComesIsToldWhenRetentionEnds() {
        stream.label("never", "cat");
        stream.pass(Duration.ofDays(60));
        stream.embed(
                List.of(stream.image("later", null, BEGIN.plus(Duration.ofDays(31)), null)), new float[] {1, 2, 3});
        assertThat(stream.deadLetters()).isEmpty();
        stream.pass(Duration.ofHours(2));
        assertThat(stream.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.getReason()).isEqualTo(DeadLetterReason.LABEL_WITHOUT_IMAGE);
            assertThat(letter.getContent()).isNotNull();
        });
    }

    @Test
    void aTimestampFromTheFutureDoesNotExpireEverything() {
        stream.image("a", "cat");
        stream.label("other", "cat", BEGIN.plus(Duration.ofDays(20_000)));
        stream.label("a", "dog");
        assertThat(stream.outcomes()).hasSize(1);
    }

    @Test
    void aTimestampFromYearsAgoIsCountedInItsWindowAndMeetsItsLabel() {
        stream.image("b", "cat");
        Instant old = Instant.parse("2012-12-31T23:59:30Z");
        stream.embed(List.of(stream.image("a", null, old, null)), TestStream.vector("cat"));
        stream.label("a", "cat", old);
        assertThat(stream.outcomes()).extracting(Outcome::getImageId).containsExactly("a");
        assertThat(stream.deadLetters()).isEmpty();
        QualityWindow window = stream.quality().get("v1|all|2012-12-31T23:59:00Z");
        assertThat(window.getImages()).isEqualTo(1);
        assertThat(window.getLabelled()).isEqualTo(1);
    }

    @Test
    void aRestartChangesNothing() {
        stream.image("a", "cat");
        stream.image("b", "dog");
        stream.label("a", "dog");
        stream.label("c", "owl");
        Map<String, QualityWindow> before = stream.quality();
        stream.image("d", "owl");
        stream = stream.restarted();
        stream.label("b", "cat");
        stream.image("c", "owl");
        stream.label("d", "owl");
        QualityWindow after = total();
        assertThat(before.get("v1|all|total").getLabelled()).isEqualTo(1);
        assertThat(after.getImages()).isEqualTo(4);
        assertThat(after.getLabelled()).isEqualTo(4);
        assertThat(after.getRevision()).isEqualTo(before.get("v1|all|total").getRevision() + 1);
    }
}
