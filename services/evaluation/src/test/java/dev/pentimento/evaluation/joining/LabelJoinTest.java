package dev.pentimento.evaluation.joining;

import static dev.pentimento.evaluation.TestStream.BEGIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.evaluation.joining.Decision.Early;
import dev.pentimento.evaluation.joining.Decision.Labelled;
import dev.pentimento.evaluation.joining.Decision.Refused;
import dev.pentimento.evaluation.joining.Decision.Repeated;
import dev.pentimento.evaluation.joining.Decision.Seen;
import dev.pentimento.evaluation.joining.Decision.SeenBefore;
import dev.pentimento.evaluation.joining.ImageState.Expired;
import dev.pentimento.evaluation.joining.ImageState.Judged;
import dev.pentimento.evaluation.joining.ImageState.Waiting;
import dev.pentimento.evaluation.opinions.JudgedImage;
import dev.pentimento.events.DeadLetterReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class LabelJoinTest {
    private static final Duration RETENTION = Duration.ofDays(30);
    private static final long NOW = BEGIN.toEpochMilli();
    private static final long JUST_IN_TIME = NOW + RETENTION.toMillis();
    private static final long TOO_LATE = JUST_IN_TIME + 1;

    private final LabelJoin join = new LabelJoin(RETENTION);
    private final JudgedImage image = Samples.image();

    private static LabelArrival label(String label) {
        return new LabelArrival(label, BEGIN, 0, 0, NOW, null, new RecordHeaders());
    }

    private Joined label(ImageState known, String label, long now) {
        return join.label(known, "image-1", label(label), now);
    }

    @Test
    void anImageIsSeenAndHasNoLabelYet() {
        Joined joined = join.image(null, image, NOW);

        assertThat(joined.decisions()).containsExactly(new Seen(image));
        assertThat(joined.next()).isEqualTo(new Judged(NOW, image, 0, ImageState.UNLABELLED));
    }

    @Test
    void aLabelChangesItsImageAndEachChangeHasTheNextRevision() {
        Joined first = label(new Judged(NOW, image, 0, ImageState.UNLABELLED), "dog", NOW);
        assertThat(first.decisions())
                .containsExactly(new Labelled(new LabelChange(image, ImageState.UNLABELLED, 1, 1), label("dog")));

        Joined second = label(first.next(), null, NOW);
        assertThat(second.decisions())
                .containsExactly(new Labelled(new LabelChange(image, 1, ImageState.UNLABELLED, 2), label(null)));
        assertThat(second.next()).isEqualTo(new Judged(NOW, image, 2, ImageState.UNLABELLED));
    }

    @Test
    void theSameLabelAgainChangesNothing() {
        Judged judged = new Judged(NOW, image, 1, 1);
        Joined joined = label(judged, "dog", NOW);

        assertThat(joined.decisions()).containsExactly(new Repeated(label("dog")));
        assertThat(joined.next()).isEqualTo(judged);
    }

    @Test
    void aClassThatTheModelDoesNotKnowIsRefusedAndIsNoRevision() {
        Judged judged = new Judged(NOW, image, 1, 1);
        Joined joined = label(judged, "fish", NOW);

        assertThat(joined.decisions()).singleElement().isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(DeadLetterReason.UNKNOWN_CLASS);
            assertThat(refused.detail()).contains("fish", "[cat, dog]");
        });
        assertThat(joined.next()).isEqualTo(judged);
    }

    @Test
    void labelsBeforeTheirImageGiveTheSameStateAsLabelsAfterIt() {
        ImageState before = label(label(null, "cat", NOW).next(), "dog", NOW).next();
        Joined imageLast = join.image(before, image, NOW);
        Joined imageFirst = join.image(null, image, NOW);
        Joined cat = label(imageFirst.next(), "cat", NOW);
        Joined dog = label(cat.next(), "dog", NOW);

        assertThat(imageLast.next()).isEqualTo(dog.next());
        List<Decision> oneByOne = new ArrayList<>(imageFirst.decisions());
        oneByOne.addAll(cat.decisions());
        oneByOne.addAll(dog.decisions());
        assertThat(imageLast.decisions()).isEqualTo(oneByOne);
    }

    @Test
    void aLabelWithoutImageWaits() {
        Joined joined = label(null, "cat", NOW);

        assertThat(joined.decisions()).containsExactly(new Early(label("cat")));
        assertThat(joined.next()).isEqualTo(new Waiting(NOW, List.of(label("cat"))));
    }

    @Test
    void theSeventeenthWaitingLabelReplacesTheSixteenth() {
        ImageState waiting = null;
        for (int i = 0; i < 16; i++) {
            waiting = label(waiting, "c" + i, NOW).next();
        }
        Joined joined = label(waiting, "last", NOW);

        assertThat(joined.decisions()).hasSize(2).last().isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.label().label()).isEqualTo("c15");
            assertThat(refused.reason()).isEqualTo(DeadLetterReason.LABEL_WITHOUT_IMAGE);
        });
        assertThat(((Waiting) joined.next()).labels())
                .hasSize(16)
                .last()
                .extracting(LabelArrival::label)
                .isEqualTo("last");
    }

    @Test
    void anIdThatComesAgainIsANewImageWithoutLabels() {
        Joined joined = join.image(new Judged(NOW, Samples.plainImage(), 1, 1), image, NOW + 1);

        assertThat(joined.decisions()).containsExactly(new Seen(image), new SeenBefore(image));
        assertThat(joined.next()).isEqualTo(new Judged(NOW + 1, image, 0, ImageState.UNLABELLED));
        assertThat(join.image(new Expired(NOW), image, NOW + 1)).isEqualTo(joined);
    }

    @Test
    void aLabelIsInTimeUntilRetentionEndsAndTooLateAfterwards() {
        Judged judged = new Judged(NOW, image, 0, ImageState.UNLABELLED);
        assertThat(label(judged, "dog", JUST_IN_TIME).decisions())
                .singleElement()
                .isInstanceOf(Labelled.class);

        Joined late = label(judged, "dog", TOO_LATE);
        assertThat(late.decisions())
                .singleElement()
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(DeadLetterReason.LABEL_TOO_LATE));
        assertThat(late.next()).isEqualTo(new Expired(NOW));
    }

    @Test
    void labelsThatWaitedTooLongAreRefusedBeforeTheNextArrival() {
        Waiting waiting = new Waiting(NOW, List.of(label("cat"), label("dog")));

        Joined image = join.image(waiting, this.image, TOO_LATE);
        assertThat(image.decisions()).hasSize(3).element(1).isInstanceOf(Refused.class);
        assertThat(image.next()).isEqualTo(new Judged(TOO_LATE, this.image, 0, ImageState.UNLABELLED));

        Joined label = label(waiting, "owl", TOO_LATE);
        assertThat(label.decisions()).hasSize(3).last().isEqualTo(new Early(label("owl")));
        assertThat(label.next()).isEqualTo(new Waiting(TOO_LATE, List.of(label("owl"))));
    }

    @Test
    void anImageExpiresAfterRetentionAndIsForgottenAfterTwice() {
        Judged judged = new Judged(NOW, image, 0, ImageState.UNLABELLED);

        assertThat(join.aged(judged, "image-1", JUST_IN_TIME)).isEqualTo(new Joined(judged, List.of()));
        assertThat(join.aged(judged, "image-1", TOO_LATE)).isEqualTo(new Joined(new Expired(NOW), List.of()));
        assertThat(join.aged(new Expired(NOW), "image-1", NOW + 2 * RETENTION.toMillis() + 1))
                .isEqualTo(new Joined(null, List.of()));
    }

    @Test
    void labelsWhoseImageNeverCameAreRefusedWhenRetentionEnds() {
        Joined aged = join.aged(new Waiting(NOW, List.of(label("cat"))), "never", TOO_LATE);

        assertThat(aged.next()).isNull();
        assertThat(aged.decisions()).singleElement().isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.imageId()).isEqualTo("never");
            assertThat(refused.reason()).isEqualTo(DeadLetterReason.LABEL_WITHOUT_IMAGE);
        });
    }
}
