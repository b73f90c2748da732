package dev.pentimento.dashboard.quality;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pentimento.dashboard.StreamStory;
import dev.pentimento.dashboard.json.ApiJson;
import dev.pentimento.events.Arm;
import dev.pentimento.events.Comparison;
import dev.pentimento.events.QualityWindow;
import java.util.List;
import org.junit.jupiter.api.Test;

class QualityEntryTest {
    private final StreamStory story = new StreamStory();

    @Test
    void figuresByClassAreKeptOnlySinceTheVersionBegan() {
        QualityEntry total = QualityEntry.of(story.quality(StreamStory.FIRST, null, 0.8, 0.9, null));
        QualityEntry window = QualityEntry.of(story.quality(StreamStory.FIRST, 3, 0.8, 0.9, null));

        assertThat(total.window().getClasses()).isEqualTo(StreamStory.CLASSES);
        assertThat(total.arm(Arm.CORRECTED).orElseThrow().quality().getConfusion())
                .hasSize(25);
        assertThat(total.window().getComparisons().get(0).getHelpedByClass()).hasSize(5);
        assertThat(window.window().getClasses()).isEmpty();
        assertThat(window.arm(Arm.CORRECTED).orElseThrow().quality().getConfusion())
                .isEmpty();
        assertThat(window.window().getComparisons().get(0).getHelpedByClass()).isEmpty();
    }

    @Test
    void intervalsComeFromTheConfusionMatrix() {
        ArmEntry arm = QualityEntry.of(story.quality(StreamStory.FIRST, 3, 0.8, 0.9, null))
                .arm(Arm.ORIGINAL)
                .orElseThrow();

        assertThat(arm.accuracyInterval().lower()).isLessThan(0.8);
        assertThat(arm.accuracyInterval().upper()).isGreaterThan(0.79);
        assertThat(arm.balancedInterval()).isNotNull();
    }

    @Test
    void aVerdictThatIsHeldBackAlwaysHasAReason() {
        QualityWindow window = story.quality(StreamStory.FIRST, 3, 0.8, 0.9, null);
        Comparison held = Comparison.newBuilder(window.getComparisons().get(0))
                .setHeldBack(true)
                .setHeldBackReason(null)
                .build();

        QualityEntry entry = QualityEntry.of(
                QualityWindow.newBuilder(window).setComparisons(List.of(held)).build());

        assertThat(entry.against(Arm.CORRECTED).orElseThrow().getHeldBackReason())
                .isEqualTo("the reason was not recorded");
    }

    @Test
    void jsonHasTheFieldsOfTheEventUnderTheShortNames() {
        JsonNode json =
                ApiJson.mapper().valueToTree(QualityEntry.of(story.quality(StreamStory.FIRST, 3, 0.8, 0.9, null)));

        assertThat(json.get("version").textValue()).isEqualTo(StreamStory.FIRST);
        assertThat(json.get("start").textValue()).isEqualTo("2026-11-23T08:03:00Z");
        assertThat(json.at("/arms/1/arm").textValue()).isEqualTo("corrected");
        assertThat(json.at("/arms/1/accuracyInterval/lower").isNumber()).isTrue();
        assertThat(json.has("modelVersion")).isFalse();
    }
}
