package dev.pentimento.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.events.ArmQuality;
import dev.pentimento.events.QualityWindow;
import dev.pentimento.learning.data.ImageDataset;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.settings.TopicSettings;
import dev.pentimento.schemas.GeneratedClasses;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.api.Test;

class MostClassesTest {
    /** Original, corrected and three candidates. */
    private static final int ARMS = 5;
    /** From 64 to 8,191 a count takes two bytes. */
    private static final long LARGE = 8_191;

    private static List<String> classes(int count) {
        return IntStream.range(0, count).mapToObj(i -> "class " + i).toList();
    }

    private static List<Long> counts(int length) {
        return Collections.nCopies(length, LARGE);
    }

    @Test
    void aWindowOfTheMostClassesFitsIntoItsTopicThoughEachIsMistakenForEachOtherThousandsOfTimes() throws IOException {
        GeneratedClasses.trust();
        int classes = TrainingImages.MOST_CLASSES;
        ArmQuality arm = ArmQuality.newBuilder()
                .setArm("candidate")
                .setModelVersion("0123456789ab")
                .setLabelled(LARGE * classes * classes)
                .setConfusion(counts(classes * classes))
                .setPrecision(Collections.nCopies(classes, 0.5))
                .setRecall(Collections.nCopies(classes, 0.5))
                .build();
        QualityWindow window = QualityWindow.newBuilder()
                .setModelVersion("0123456789ab")
                .setSlice("all")
                .setRevision(1)
                .setImages(1)
                .setLabelled(1)
                .setClasses(classes(classes))
                .setArms(Collections.nCopies(ARMS, arm))
                .setComparisons(List.of())
                .build();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new SpecificDatumWriter<>(QualityWindow.class).write(window, encoder);
        encoder.flush();

        assertThat(bytes.size()).isLessThan(TopicSettings.DEFAULT_MAX_MESSAGE_BYTES);
        assertThat(Topic.PREDICTION_QUALITY.large()).isTrue();
    }

    @Test
    void moreAreRefused() {
        ImageDataset tooMany = ImageDataset.of("stamps", classes(TrainingImages.MOST_CLASSES + 1), List.of());

        assertThatThrownBy(() -> new TrainingImages(ImageShape.plain(1, 28, 28), tooMany, tooMany, tooMany))
                .hasMessage("stamps has 1001 classes; 1000 are the most");
    }
}
